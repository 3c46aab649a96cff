import { isLive } from './document-status.ts';
import { hasEnded } from './hold.ts';
import { type DocumentMessage, isBooking } from './messages.ts';
import { type Action, type DocumentSnapshot, nextStep, type Step } from './next-step.ts';

/** The unread messages of a document, and those that met a hold. */
export interface Messages<Message extends DocumentMessage> {
  release(): void;
  take(): Message | undefined;
  hasParked(): boolean;
}

/** What a document's loop does next. */
export type Turn<Message extends DocumentMessage> =
  | { do: 'answer'; message: Message }
  | { do: 'read' }
  | { do: 'act'; action: Action; step: Step }
  | { do: 'end'; step: Step }
  | { do: 'rest'; step: Step };

/**
 * The next turn of a document's loop: messages before steps, in the order in which they were left. `document` is null
 * until the row was read once. Takes the message out of `messages`.
 */
export function nextTurn<Message extends DocumentMessage>(
  document: DocumentSnapshot | null,
  messages: Messages<Message>,
  nowMs: number,
  jitterMs: number,
): Turn<Message> {
  if (document && hasEnded(document.hold, nowMs)) messages.release();
  const message = messages.take();
  if (message) return { do: 'answer', message };
  if (!document) return { do: 'read' };
  const step = nextStep(document, nowMs, jitterMs);
  if (step.do === 'end' && !messages.hasParked()) return { do: 'end', step };
  if (step.do === 'wait' || step.do === 'end') return { do: 'rest', step };
  return { do: 'act', action: step.do, step };
}

/** Whether a message must be kept until the hold ends. No hold after a booking means that the booking was done. */
export function mustBeParked({ signal }: DocumentMessage, after: DocumentSnapshot): boolean {
  return isBooking(signal) && after.hold !== null;
}

/** What answers a message: a step, the row read again, what is known already, or the activity of this message alone. */
export type Answer =
  | { do: 'act'; action: Action }
  | { do: 'read' }
  | { do: 'know'; document: DocumentSnapshot }
  | { do: 'carry out'; message: MessageToCarryOut };

/** A message that has an activity of its own. */
export type MessageToCarryOut = Exclude<
  DocumentMessage,
  {
    signal:
      | 'documentSent'
      | 'documentAmended'
      | 'holdLifted'
      | 'cancellationRequested'
      | 'chargeSeen'
      | 'runRebuilt';
  }
>;

/** What a message asks for. A wish that must wait only reads the row again; the row itself remembers the wish. */
export function answerTo(document: DocumentSnapshot | null, message: DocumentMessage): Answer {
  switch (message.signal) {
    case 'documentSent':
      return { do: 'act', action: 'register' };
    case 'documentAmended': {
      if (!document || !isLive(document.status) || document.hold) return { do: 'read' };
      // The next step amends a live charge, and reads the row then.
      const version = Math.max(message.facts.version, document.version);
      return { do: 'know', document: { ...document, version } };
    }
    case 'holdLifted':
      return document ? { do: 'know', document: { ...document, hold: null } } : { do: 'read' };
    case 'cancellationRequested':
    case 'runRebuilt':
      return { do: 'read' };
    case 'chargeSeen': {
      // The charge is adopted before its payment is read: a payment is booked only on a charge of ours.
      const canLook = document?.status === 'uncertain' && !document.hold;
      return canLook ? { do: 'act', action: 'lookUp' } : { do: 'read' };
    }
    case 'chargeOverdue':
    case 'paymentConfirmed':
    case 'receiptAssigned':
    case 'paymentReceived':
    case 'chargeChanged':
    case 'cashReceived':
    case 'cashReceiptUndone':
      return { do: 'carry out', message };
  }
}
