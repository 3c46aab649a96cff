import { defineSignal, setHandler } from '@temporalio/workflow';
import {
  type DocumentFacts,
  type DocumentMessage,
  type DocumentSignal,
  documentSignals,
  type SignalArgument,
} from '../domain/messages.ts';

/** A message as it lies in the inbox. */
export type ReceivedMessage = DocumentMessage & { messageId: string; seq: number };

/** What a run hands to the next one. */
export interface CarriedMessages {
  unread: ReceivedMessage[];
  /** Messages whose work met a hold. */
  parked: ReceivedMessage[];
  readSeq: number;
}

/**
 * The messages of one document. Handlers only take note; the loop reads, in the order of `seq`, each message once:
 * signals of several names that wait for a new run arrive in the order of its handlers, not of their sending.
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

  /** To be called before any await: buffered signals are handed over inside this call. */
  listen(): void {
    for (const signal of Object.keys(documentSignals) as DocumentSignal[]) this.listenTo(signal);
  }

  hasUnread(): boolean {
    return this.unread.length > 0;
  }

  hasParked(): boolean {
    return this.parked.length > 0;
  }

  /** The oldest unread message, without taking it. */
  peek(): ReceivedMessage | undefined {
    return this.unread[0];
  }

  /** The oldest unread message, or undefined. A message whose like is parked is parked behind it. */
  take(): ReceivedMessage | undefined {
    for (;;) {
      const next = this.unread.shift();
      if (!next) return undefined;
      this.readSeq = Math.max(this.readSeq, next.seq);
      if (!this.parked.some((each) => queueOf(each) === queueOf(next))) return next;
      this.park(next);
    }
  }

  /** Keeps a message whose work met a hold, until `release`. */
  park(message: ReceivedMessage): void {
    this.parked.push(message);
  }

  /** Lets the parked messages be read again, in their order. */
  release(): void {
    this.unread.push(...this.parked);
    this.parked = [];
    this.sort();
  }

  /** What the next run must be given. */
  carry(): CarriedMessages {
    return { unread: this.unread, parked: this.parked, readSeq: this.readSeq };
  }

  private listenTo<Signal extends DocumentSignal>(signal: Signal): void {
    const take = (argument: SignalArgument<DocumentFacts[Signal]>) => {
      // The signal names its facts, which the compiler cannot follow through a union.
      this.put({ ...argument, signal } as ReceivedMessage);
    };
    setHandler(defineSignal<[SignalArgument<DocumentFacts[Signal]>]>(signal), take, {
      description: documentSignals[signal],
    });
  }

  private put(message: ReceivedMessage): void {
    const known = message.seq <= this.readSeq || this.unread.some((each) => each.seq === message.seq);
    if (known) return;
    this.unread.push(message);
    this.sort();
  }

  private sort(): void {
    this.unread.sort((one, other) => one.seq - other.seq);
  }
}

/** Messages that must not overtake each other. A cash receipt and its undoing are one matter. */
function queueOf({ signal }: ReceivedMessage): string {
  return signal === 'cashReceived' || signal === 'cashReceiptUndone' ? 'cash' : signal;
}
