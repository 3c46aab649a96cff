import { status as grpc } from '@grpc/grpc-js';
import { isGrpcServiceError, ServiceError } from '@temporalio/client';

/**
 * What a failed signal means. `refused`: Temporal will never accept this message as it is. `failed`: this message
 * failed and may succeed later. `unreachable`: Temporal cannot be reached, so the message itself may be good. `ours`: the
 * error came from our side, so either it passes or the message cannot be written as a signal.
 */
export type FailureMeaning = 'refused' | 'failed' | 'unreachable' | 'ours';

export interface DeliveryFailure {
  meaning: FailureMeaning;
  reason: string;
}

/** Decides what the error of a signal means. Only this function decides it. */
export function failureOf(error: unknown): DeliveryFailure {
  const cause = error instanceof ServiceError ? error.cause : error;
  if (isGrpcServiceError(cause)) {
    const name = grpc[cause.code] as keyof typeof grpc;
    return { meaning: meanings[name], reason: shorten(`${name}: ${cause.details || cause.message}`) };
  }
  const reason = shorten(String(cause));
  // A missing namespace, or a status that the client renames, is no fault of the message.
  if (error instanceof Error && renamed.has(error.name)) return { meaning: 'unreachable', reason };
  return { meaning: 'ours', reason };
}

const renamed = new Set(['NamespaceNotFoundError', 'WorkflowNotFoundError', 'ServiceError']);

const meanings: Record<keyof typeof grpc, FailureMeaning> = {
  INVALID_ARGUMENT: 'refused',
  ALREADY_EXISTS: 'refused',
  OUT_OF_RANGE: 'refused',
  OK: 'failed',
  UNKNOWN: 'failed',
  FAILED_PRECONDITION: 'failed',
  ABORTED: 'failed',
  INTERNAL: 'failed',
  DATA_LOSS: 'failed',
  CANCELLED: 'unreachable',
  DEADLINE_EXCEEDED: 'unreachable',
  NOT_FOUND: 'unreachable',
  RESOURCE_EXHAUSTED: 'unreachable',
  UNIMPLEMENTED: 'unreachable',
  UNAVAILABLE: 'unreachable',
  PERMISSION_DENIED: 'unreachable',
  UNAUTHENTICATED: 'unreachable',
};

/** After so many attempts an error of our own does not pass by itself. They take half a minute together. */
const ownTries = 5;

/**
 * How long to wait after so many failed attempts: 2 s, 4 s, 8 s and so on, at most 10 minutes. Null when the message is
 * parked until a person asks.
 */
export function retryAfterMs(meaning: FailureMeaning, failedAttempts: number): number | null {
  if (meaning === 'refused' || (meaning === 'ours' && failedAttempts >= ownTries)) return null;
  return Math.min(2 ** Math.min(failedAttempts, 20) * 1_000, 10 * 60_000);
}

function shorten(text: string): string {
  return text.slice(0, 500);
}
