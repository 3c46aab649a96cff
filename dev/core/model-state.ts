import { ModelAsaas } from './model-asaas.ts';
import { ModelRow, startMs } from './model-row.ts';

/** What must never be: the world stops where it happens. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** Both books and the clock: what the steps of a document work on. */
export class ModelState {
  nowMs = startMs;
  readonly asaas = new ModelAsaas();
  readonly row = new ModelRow();
  readonly versionOfAttempt = new Map<string, number>();

  /** Adds an entry, as the unique key of the ledger allows it. */
  writeEntry(chargeId: string, cause: string, grossCents: number): void {
    const { ledger } = this.row;
    if (ledger.some((each) => each.chargeId === chargeId && each.cause === cause))
      throw new Violation(`${cause} of ${chargeId} is booked twice`);
    ledger.push({ chargeId, cause, grossCents });
  }

  /** An attempt is committed, so a charge will be requested. */
  noteSending(): void {
    const { cancelRequested, status } = this.row;
    if (cancelRequested || status !== 'registering')
      throw new Violation(
        `A charge is requested for a document that is ${cancelRequested ? 'cancelled' : status}`,
      );
  }
}
