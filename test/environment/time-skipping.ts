import { TestWorkflowEnvironment } from '@temporalio/testing';
import { inject } from 'vitest';
import { addSearchAttributes } from '../../dev/stack/search-attributes.ts';

/** The SDK gives a server five seconds to come up, which a Java program on a busy machine may miss. */
const attempts = 4;

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
      return await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}
