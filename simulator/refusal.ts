export interface AsaasError {
  code: string;
  description: string;
}

/** An answer other than 200. Thrown by endpoints; whatever the call had changed is rolled back. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly errors: readonly AsaasError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  /** Without `errors` the body is empty, as 404 and some gateway answers are. */
  constructor(status: number, errors?: readonly AsaasError[], headers: Record<string, string> = {}) {
    super(errors?.map((error) => `${error.code}: ${error.description}`).join('; ') ?? `HTTP ${status}`);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

/** A 400 with one error, which is how Asaas answers most bad requests: it stops at the first fault. */
export function refused(code: string, description: string): Refusal {
  return new Refusal(400, [{ code, description }]);
}

/** The operation is not allowed for the state or type of the object. */
export function invalidAction(description: string): Refusal {
  return refused('invalid_action', description);
}

export function notFound(): Refusal {
  return new Refusal(404);
}
