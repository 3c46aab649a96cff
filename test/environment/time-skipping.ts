import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { Duration } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { inject } from 'vitest';
import { addSearchAttributes } from '../../dev/stack/search-attributes.ts';
import { until } from './conditions.ts';

/** The SDK gives a server five seconds to come up, which a busy machine may miss. */
const attempts = 4;

/** The ids of the workflows that a test told something. */
const told = new Set<string>();

const noteTold: WorkflowClientInterceptor = {
  signalWithStart(input, next) {
    told.add(input.options.workflowId);
    return next(input);
  },
};

/**
 * Starts a Temporal test server whose clock jumps over waits, for one test file alone. The caller tears it down.
 * It knows no schedules, lists or batches, and time skips while anybody awaits a result: send signals before.
 */
export async function startTimeSkipping(): Promise<TestWorkflowEnvironment> {
  const program = inject('timeSkippingServer');
  if ('problem' in program) throw new Error(program.problem);
  const environment = await start({ type: 'existing-path', path: program.path });
  await addSearchAttributes(environment.connection, environment.namespace ?? 'default');
  return environment;
}

async function start(executable: { type: 'existing-path'; path: string }): Promise<TestWorkflowEnvironment> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await TestWorkflowEnvironment.createTimeSkipping({
        server: { executable },
        client: { interceptors: { workflow: [noteTold] } },
      });
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

/**
 * Lets time pass, once all who were told something have done it. A jump in the middle of a step, which a busy machine
 * takes long for, lets its limits of time pass and may leave a run that never goes on.
 */
export async function skip(environment: TestWorkflowEnvironment, duration: Duration): Promise<void> {
  for (const workflowId of told) {
    await until(`the run ${workflowId} to rest`, () => isAtRest(environment, workflowId));
  }
  await environment.sleep(duration);
}

/** Whether no workflow task and no activity of the newest run is scheduled or under way. */
async function isAtRest({ client }: TestWorkflowEnvironment, workflowId: string): Promise<boolean> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  let tasks = 0;
  for (const event of events ?? []) {
    if (event.workflowTaskScheduledEventAttributes || event.activityTaskScheduledEventAttributes) tasks += 1;
    if (
      event.workflowTaskCompletedEventAttributes ||
      event.workflowTaskFailedEventAttributes ||
      event.workflowTaskTimedOutEventAttributes ||
      event.activityTaskCompletedEventAttributes ||
      event.activityTaskFailedEventAttributes ||
      event.activityTaskTimedOutEventAttributes ||
      event.activityTaskCanceledEventAttributes
    )
      tasks -= 1;
    if (event.workflowExecutionTerminatedEventAttributes || event.workflowExecutionCompletedEventAttributes)
      return true;
  }
  return tasks === 0;
}
