import { status } from '@grpc/grpc-js';
import { type Client, isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { findNewestTold, type ToldMessage } from '../db/messages/told-messages.ts';
import { retellSince } from '../db/rebuild/rebuild-runs.ts';
import { asRelay } from '../db/tenancy.ts';

interface Surroundings {
  client: Client;
  db: Database;
  logger: Logger;
}

/** A look is made before a batch is sent, but not more often than this. */
const lookEveryMs = 5_000;

/**
 * Which messages a look asks Temporal for: the newest, and those that were the newest so long ago. The older ones are
 * for the case that another relay sent something since Temporal came back.
 */
const lookedAtMs = [0, 5_000, 60_000];

/** How far back the moment of the copy is looked for. */
const olderMs = [300_000, 1_800_000];

/** Older messages prove nothing: the history of a run that ended is kept for a day at least, and then deleted. */
const longestMs = 3_600_000;

/** Other relays may have sent in another order than they wrote, within one batch each. */
const marginMs = 60_000;

/**
 * Notices that Temporal's store was set back: it does not know a message that it took. Every copy of a store ends at one
 * moment, so the newest message is the first to be missing, and one look is enough. What was told since is told again.
 * One object for each relay.
 */
export class SetBackWatch {
  readonly #surroundings: Surroundings;
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** What was told before is told again already. */
  #after = new Date(0);

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Temporal did not answer, so it may come back with an older store: the next look is made in any case. */
  distrust(): void {
    this.#lookedAt = Number.NEGATIVE_INFINITY;
  }

  /**
   * Call this before sending anything: a message that is sent to an older store is known there, and hides what is
   * missing before it. Throws what the client throws while Temporal cannot be reached.
   */
  async look(): Promise<void> {
    if (performance.now() - this.#lookedAt < lookEveryMs) return;
    const { db, logger } = this.#surroundings;
    const told = await this.#newest(lookedAtMs);
    const missing = await this.#firstMissing(told);
    if (missing) {
      const since = await this.#lastKnown();
      const { id: messageId, workflow_id: workflowId } = missing;
      logger.error({ messageId, workflowId, since }, 'Temporal forgot a message that it took; telling again');
      const until = new Date();
      const { documents, retold, others } = await retellSince(db, since);
      this.#after = until;
      logger.warn({ documents, retold, others }, 'What Temporal forgot was asked for again');
    }
    this.#lookedAt = performance.now();
  }

  async #firstMissing(told: readonly ToldMessage[]): Promise<ToldMessage | undefined> {
    for (const message of told) if ((await this.#ask(message)) === 'missing') return message;
    return undefined;
  }

  /** A moment before the copy of the store was made, as near to it as the looks tell. */
  async #lastKnown(): Promise<Date> {
    for (const message of await this.#newest([...lookedAtMs, ...olderMs])) {
      if ((await this.#ask(message)) === 'known') return new Date(message.delivered_at.getTime() - marginMs);
    }
    return new Date(Date.now() - 24 * longestMs);
  }

  #ask(message: ToldMessage): Promise<Knowledge> {
    return knowledgeOf(this.#surroundings.client, message);
  }

  #newest(agesMs: readonly number[]): Promise<ToldMessage[]> {
    const after = new Date(Math.max(this.#after.getTime(), Date.now() - longestMs));
    return asRelay(this.#surroundings.db, (scope) => findNewestTold(scope, agesMs, after));
  }
}

/** `unclear`: the message waits for the end of a task of its run, or is missing; a later look says which. */
type Knowledge = 'known' | 'missing' | 'unclear';

/** What Temporal knows of a message: whether the newest run of the workflow, one that it continues, or one that ended got it. */
async function knowledgeOf(client: Client, message: ToldMessage): Promise<Knowledge> {
  const { id, workflow_id: workflowId } = message;
  try {
    if (await isInChain(client, message)) return 'known';
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    // A signal that comes during a workflow task is in no history before that task ends.
    if (raw.pendingWorkflowTask?.state === startedTask) return 'unclear';
    // The task may have ended since the first reading.
    const isKnown = (await isInChain(client, message)) || (await isInListedRun(client, workflowId, id));
    return isKnown ? 'known' : 'missing';
  } catch (error) {
    if (isNotFound(error)) return 'missing';
    throw error;
  }
}

/** `PENDING_WORKFLOW_TASK_STATE_STARTED` of Temporal's API. */
const startedTask = 2;

/** Whether the newest run, or one that it continues, got the message. */
async function isInChain(client: Client, { id, workflow_id: workflowId }: ToldMessage): Promise<boolean> {
  let runId: string | null | undefined = '';
  while (runId !== null) {
    runId = await searchRun(client, { workflowId, runId }, id);
    if (runId === undefined) return true;
  }
  return false;
}

/** Another relay may be telling of a subject whose run ended: that begins a new run, which continues none. */
async function isInListedRun(client: Client, workflowId: string, messageId: string): Promise<boolean> {
  for await (const { runId } of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
    if ((await searchRun(client, { workflowId, runId }, messageId)) === undefined) return true;
  }
  return false;
}

/**
 * Reads one run from its end. Undefined if the message is there, else the id of the run that it continues, or null if
 * it is the first one.
 */
async function searchRun(
  client: Client,
  execution: { workflowId: string; runId: string },
  messageId: string,
): Promise<string | null | undefined> {
  let before: string | null = null;
  for (let nextPageToken: Uint8Array | null | undefined; ; ) {
    const page = await client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace: client.options.namespace,
      execution,
      maximumPageSize: 200,
      ...(nextPageToken && { nextPageToken }),
    });
    for (const event of page.history?.events ?? []) {
      const [argument] = event.workflowExecutionSignaledEventAttributes?.input?.payloads ?? [];
      if (argument?.data && messageIdOf(argument.data) === messageId) return undefined;
      before = event.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || before;
    }
    nextPageToken = page.nextPageToken;
    if (!nextPageToken?.length) return before;
  }
}

/** Our signals carry one argument, as JSON. */
function messageIdOf(data: Uint8Array): unknown {
  return JSON.parse(Buffer.from(data).toString('utf8')).messageId;
}

function isNotFound(error: unknown): boolean {
  if (error instanceof WorkflowNotFoundError) return true;
  return isGrpcServiceError(error) && error.code === status.NOT_FOUND;
}
