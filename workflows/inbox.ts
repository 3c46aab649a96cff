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

/**
 * The messages of one document. Handlers only take note; the loop reads, in the order of `seq`, each message once:
 * signals of several names that wait for a new run arrive in the order of its handlers, not of their sending.
 */
export class Inbox {
  private readonly unread: ReceivedMessage[];
  private readSeq: number;

  constructor(carried: { unread: ReceivedMessage[]; readSeq: number } = { unread: [], readSeq: 0 }) {
    this.unread = [...carried.unread];
    this.readSeq = carried.readSeq;
  }

  /** To be called before any await: buffered signals are handed over inside this call. */
  listen(): void {
    for (const signal of Object.keys(documentSignals) as DocumentSignal[]) this.listenTo(signal);
  }

  hasUnread(): boolean {
    return this.unread.length > 0;
  }

  /** The oldest unread message, or undefined. */
  take(): ReceivedMessage | undefined {
    const next = this.unread.shift();
    if (next) this.readSeq = next.seq;
    return next;
  }

  /** What the next run must be given. */
  carry(): { unread: ReceivedMessage[]; readSeq: number } {
    return { unread: this.unread, readSeq: this.readSeq };
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
    this.unread.sort((one, other) => one.seq - other.seq);
  }
}
