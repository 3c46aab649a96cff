import { defineSignal, setHandler } from '@temporalio/workflow';
import { type Delivered, type DocumentSignal, documentSignals } from './messages.ts';

export interface Mail extends Delivered {
  signal: DocumentSignal;
}

/**
 * The messages of one document. Handlers only take note; the loop reads, in the order of `seq`, each message once:
 * signals of several names that wait for a new run arrive in the order of its handlers, not of their sending.
 */
export class Inbox {
  private readonly unread: Mail[];
  private readSeq: number;

  constructor(carried: { unread: Mail[]; readSeq: number } = { unread: [], readSeq: 0 }) {
    this.unread = [...carried.unread];
    this.readSeq = carried.readSeq;
  }

  /** To be called before any await: buffered signals are handed over inside this call. */
  listen(): void {
    for (const signal of Object.keys(documentSignals) as DocumentSignal[]) {
      const take = (message: Delivered) => this.put({ ...message, signal });
      setHandler(defineSignal<[Delivered]>(signal), take, { description: documentSignals[signal] });
    }
  }

  hasMail(): boolean {
    return this.unread.length > 0;
  }

  /** The oldest unread message, or undefined. */
  take(): Mail | undefined {
    const next = this.unread.shift();
    if (next) this.readSeq = next.seq;
    return next;
  }

  /** What the next run must be given. */
  carry(): { unread: Mail[]; readSeq: number } {
    return { unread: this.unread, readSeq: this.readSeq };
  }

  private put(mail: Mail): void {
    const known = mail.seq <= this.readSeq || this.unread.some((each) => each.seq === mail.seq);
    if (known) return;
    this.unread.push(mail);
    this.unread.sort((one, other) => one.seq - other.seq);
  }
}
