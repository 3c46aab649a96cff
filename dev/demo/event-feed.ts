import { answerOf, type PublicApi, type Schemas } from './public-api.ts';

export type ErpEvent = Schemas['Event'];

export type Settlement = Schemas['DocumentSettledEvent'];

const waitSeconds = 5;

/** The ERP's ear: reads `GET /v1/events` from the beginning, in order, for as long as the demo runs. */
export class EventFeed {
  readonly #api: PublicApi;
  readonly #events: ErpEvent[] = [];
  readonly #typesByDocument = new Map<string, Set<string>>();
  #failure: unknown;
  #stopped = false;

  constructor(api: PublicApi) {
    this.#api = api;
    this.#read().catch((error) => {
      this.#failure = error;
    });
  }

  /** Everything heard so far. Throws what ended the reading, if something did. */
  heard(): readonly ErpEvent[] {
    if (this.#failure) throw this.#failure;
    return this.#events;
  }

  /** Whether an event of this type came for the document. */
  has(documentId: string, type: string): boolean {
    if (this.#failure) throw this.#failure;
    return this.#typesByDocument.get(documentId)?.has(type) ?? false;
  }

  /** How many of these documents had an event of this type. */
  count(documentIds: readonly string[], type: string): number {
    return documentIds.filter((id) => this.has(id, type)).length;
  }

  /** Ends the reading once the request under way is answered. */
  stop(): void {
    this.#stopped = true;
  }

  async #read(): Promise<void> {
    while (!this.#stopped) {
      const after = this.#events.at(-1)?.sequence ?? 0;
      const query = { after, limit: 200, wait: waitSeconds };
      const page = await answerOf(this.#api.GET('/v1/events', { params: { query } }));
      for (const event of page.data) this.#take(event, after);
    }
  }

  #take(event: ErpEvent, after: number): void {
    const expected = (this.#events.at(-1)?.sequence ?? after) + 1;
    if (event.sequence !== expected) {
      throw new Error(`The feed skipped from event ${expected - 1} to event ${event.sequence}.`);
    }
    this.#events.push(event);
    if (!('documentId' in event.data) || !event.data.documentId) return;
    const { documentId } = event.data;
    const types = this.#typesByDocument.get(documentId) ?? new Set();
    this.#typesByDocument.set(documentId, types.add(event.type));
  }
}
