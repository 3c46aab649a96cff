import { setTimeout as pause } from 'node:timers/promises';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { RequestRefused } from '../demo/http-json.ts';
import { answerOf } from '../demo/public-api.ts';
import { allDocuments, type ListedDocument } from '../demo/registered-documents.ts';
import { documentNumber } from '../measure/receivables.ts';
import type { Cast } from './cast.ts';
import type { ChaosClock } from './chaos-clock.ts';
import { type Charged, doDeed } from './deeds.ts';
import type { Deed, Schedule } from './schedule.ts';

/** A document that was answered 2xx, and what the world did with it. */
export interface Worked {
  id: string;
  deed: Deed;
  /** How long after its charge stands. */
  pauseMs: number;
  state: 'sent' | 'under way' | 'done';
  /** What the API or Asaas refused of the deed, in their words: the other of a pair was first. */
  refusals: string[];
}

/** The company's work: enters and sends documents in waves, and does to each what its deed says once its charge stands. */
export class Work {
  readonly #cast: Cast;
  readonly #schedule: Schedule;
  readonly documents = new Map<string, Worked>();
  #entered = 0;
  #failure: unknown;

  constructor(cast: Cast, schedule: Schedule) {
    this.#cast = cast;
    this.#schedule = schedule;
  }

  get deedsDone(): number {
    return [...this.documents.values()].filter(({ state }) => state === 'done').length;
  }

  get isDone(): boolean {
    return this.deedsDone === this.#schedule.documents;
  }

  /** From 0 to 1. */
  get shareDone(): number {
    return this.deedsDone / this.#schedule.documents;
  }

  async enterAll(clock: ChaosClock, signal: AbortSignal): Promise<void> {
    for (const wave of this.#schedule.waves) {
      await clock.reaches(wave.atMs, signal);
      await this.#enter(wave.documents, signal);
    }
  }

  /** Does the deeds of documents whose charge stands, until all are done. Throws what a deed throws. */
  async doAllDeeds(signal: AbortSignal): Promise<void> {
    while (!this.isDone) {
      signal.throwIfAborted();
      for (const document of await allDocuments(this.#cast.company.api, { status: 'registered' })) {
        this.#begin(document, signal);
      }
      // More documents make longer lists, so they are asked for less often.
      await pause(1_000 + this.#schedule.documents, undefined, { signal });
      if (this.#failure !== undefined) throw this.#failure;
    }
  }

  async #enter(count: number, signal: AbortSignal): Promise<void> {
    const { api, accountId } = this.#cast.company;
    const first = this.#entered;
    this.#entered += count;
    const today = dateInSaoPaulo(new Date());
    const documents = Array.from({ length: count }, (_, at) => ({
      ...documentNumber(first + at),
      dueDate: addDays(today, 30 + ((first + at) % 60)),
    }));
    const entered = await answerOf(api.POST('/v1/documents', { body: { documents } }));
    const documentIds = entered.documents.map(({ id }, at) => {
      if (!id)
        throw new Error(`Document ${first + at} was refused: ${JSON.stringify(entered.documents[at])}`);
      const { deed, pauseMs } = this.#schedule.deeds[first + at] ?? { deed: 'leave', pauseMs: 0 };
      this.documents.set(id, { id, deed, pauseMs, state: 'sent', refusals: [] });
      return id;
    });
    await onceUsable(
      () => answerOf(api.POST('/v1/remittances', { body: { accountId, documentIds } })),
      signal,
    );
  }

  #begin(document: ListedDocument, signal: AbortSignal): void {
    const worked = this.documents.get(document.id);
    if (worked?.state !== 'sent' || document.chargeId === null) return;
    worked.state = 'under way';
    const charged = document as Charged;
    pause(worked.pauseMs, undefined, { signal })
      .then(() => doDeed(this.#cast, worked.deed, charged, (error) => noteRefusal(worked, error)))
      .then(
        () => {
          worked.state = 'done';
        },
        (error: unknown) => {
          this.#failure ??= error;
        },
      );
  }
}

/** An account whose key died takes no remittance (409). Its ERP sends again once there is a new key. */
async function onceUsable(send: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await send();
      return;
    } catch (error) {
      const isUnusable = error instanceof RequestRefused && error.answer.includes('account_unusable');
      if (!isUnusable) throw error;
      await pause(1_000, undefined, { signal });
    }
  }
}

function noteRefusal(worked: Worked, error: unknown): void {
  if (!(error instanceof RequestRefused)) throw error;
  worked.refusals.push(`${error.status}: ${error.answer.slice(0, 200)}`);
}
