import { NativeConnection } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { untilReachable } from '../../until-reachable.ts';
import { isTemporalAway } from '../../worker/temporal.ts';
import { openProxy } from '../environment/cuttable-proxy.ts';
import { temporalAddress } from '../environment/namespaces.ts';

it('A worker that starts while Temporal is away says so, waits for it and goes on', async () => {
  const line = await openProxy(temporalAddress());
  line.cut();
  const reasons: string[] = [];
  const native = await untilReachable(() => NativeConnection.connect({ address: line.address }), {
    isAway: isTemporalAway,
    tellOfWaiting: (reason) => reasons.push(reason),
    pause: async () => {
      if (reasons.length === 3) line.mend();
    },
  });
  // Which reason it is depends on the moment at which the line was cut.
  const reason = expect.stringMatching(/Failed to call GetSystemInfo|tonic::transport::Error/);
  expect(reasons).toEqual([reason, reason, reason]);
  await native.workflowService.getSystemInfo({});
  await native.close();
  line.close();
});
