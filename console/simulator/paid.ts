/** What a payer just did, told until the drawer is closed. */
export interface Paid {
  key: string;
  documentId: string;
  how: string;
  /** Another amount than asked belongs to no document until the clerk says so. */
  isUnidentified: boolean;
}
