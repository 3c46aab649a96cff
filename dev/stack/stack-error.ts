/** Something the person at the keyboard can cure. Its message is shown as it stands, without a stack trace. */
export class StackError extends Error {
  override readonly name = 'StackError';
}
