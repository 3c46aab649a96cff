import { status as grpc } from '@grpc/grpc-js';
import { isGrpcServiceError, ServiceError } from '@temporalio/client';

/**
 * What a failed signal means. `refused`: Temporal takes this message never, as it is. `failed`: this message failed
 * and may succeed later. `unreachable`: nothing is said of the message; Temporal, or the way to it, does not work.
 */
export type FailureMeaning = 'refused' | 'failed' | 'unreachable';

export interface DeliveryFailure {
  meaning: FailureMeaning;
  reason: string;
}

/** Decides what an error of a signal means. The one place that does. */
export function failureOf(error: unknown): DeliveryFailure {
  const cause = error instanceof ServiceError ? error.cause : error;
  if (isGrpcServiceError(cause)) {
    const name = grpc[cause.code] as keyof typeof grpc;
    return { meaning: meanings[name], reason: shorten(`${name}: ${cause.details || cause.message}`) };
  }
  const reason = shorten(String(cause));
  // A namespace that is missing, or a status the client renames, says nothing of the message.
  if (error instanceof Error && renamed.has(error.name)) return { meaning: 'unreachable', reason };
  // It failed on this side: the message cannot be written as a signal.
  return { meaning: 'refused', reason };
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

/** When a message that failed so often is tried again: after 2 s, 4 s, 8 s, and at most 10 minutes. */
export function retryAfterMs(failedAttempts: number): number {
  return Math.min(2 ** Math.min(failedAttempts, 20) * 1_000, 10 * 60_000);
}

function shorten(text: string): string {
  return text.slice(0, 500);
}
