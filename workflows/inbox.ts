import { defineSignal, setHandler } from '@temporalio/workflow';
import {
  type DocumentFacts,
  type DocumentMessage,
  type DocumentSignal,
  documentSignals,
  type SignalArgument,
} from '../domain/messages.ts';

/** A message in the inbox. */
export type ReceivedMessage = DocumentMessage & { messageId: string; seq: number };

/** What a run gives to the next run. */
export interface CarriedMessages {
  unread: ReceivedMessage[];
  /** Messages that met a hold. */
  parked: ReceivedMessage[];
  readSeq: number;
}

/**
 * The messages of one document. Signal handlers only store a message. The main loop reads each message once, in the
 * order of `seq`. The order of arrival is not enough: signals that wait for a new run arrive in the order of the
 * handlers, not in the order of sending.
 */
export class Inbox {
  private readonly unread: ReceivedMessage[];
  private parked: ReceivedMessage[];
  private readSeq: number;

  constructor(carried: CarriedMessages = { unread: [], parked: [], readSeq: 0 }) {
    this.unread = [...carried.unread];
    this.parked = [...carried.parked];
    this.readSeq = carried.readSeq;
  }

  /** Call this before any await: Temporal delivers the buffered signals inside this call. */
  listen(): void {
    for (const signal of Object.keys(documentSignals) as DocumentSignal[]) this.listenTo(signal);
  }

  hasUnread(): boolean {
    return this.unread.length > 0;
  }

  hasParked(): boolean {
    return this.parked.length > 0;
  }

  /** The oldest unread message. It stays in the inbox. */
  peek(): ReceivedMessage | undefined {
    return this.unread[0];
  }

  /**
   * Takes the oldest unread message; undefined when there is none. If a message of the same kind is parked, this one is
   * parked behind it.
   */
  take(): ReceivedMessage | undefined {
    for (;;) {
      const next = this.unread.shift();
      if (!next) return undefined;
      this.readSeq = Math.max(this.readSeq, next.seq);
      if (!this.parked.some((each) => queueOf(each) === queueOf(next))) return next;
      this.park(next);
    }
  }

  /** Keeps a message that met a hold until `release`. */
  park(message: ReceivedMessage): void {
    this.parked.push(message);
  }

  /** Makes the parked messages unread again, in their order. */
  release(): void {
    this.unread.push(...this.parked);
    this.parked = [];
    this.sort();
  }

  /** What the next run must receive. */
  carry(): CarriedMessages {
    return { unread: this.unread, parked: this.parked, readSeq: this.readSeq };
  }

  private listenTo<Signal extends DocumentSignal>(signal: Signal): void {
    const take = (argument: SignalArgument<DocumentFacts[Signal]>) => {
      // Each signal has its own type of facts. The compiler cannot follow this through a union.
      this.put({ ...argument, signal } as ReceivedMessage);
    };
    setHandler(defineSignal<[SignalArgument<DocumentFacts[Signal]>]>(signal), take, {
      description: documentSignals[signal],
    });
  }

  /** Stores a message, unless it was stored or read before. */
  put(message: ReceivedMessage): void {
    const known = message.seq <= this.readSeq || this.unread.some((each) => each.seq === message.seq);
    if (known) return;
    this.unread.push(message);
    this.sort();
  }

  private sort(): void {
    this.unread.sort((one, other) => one.seq - other.seq);
  }
}

/** Messages of the same queue must stay in order. A cash receipt and its undoing are in one queue. */
function queueOf({ signal }: ReceivedMessage): string {
  return signal === 'cashReceived' || signal === 'cashReceiptUndone' ? 'cash' : signal;
}
