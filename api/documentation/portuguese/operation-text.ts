/** What the Portuguese reference says of an operation. The English stands with its route, and in the OpenAPI file. */
export interface OperationText {
  summary: string;
  /** Where the route has one, without the notes that follow from its declaration. */
  description?: string;
}

/** By operation id. A test demands one for every operation. */
export type OperationTexts = Readonly<Record<string, OperationText>>;
