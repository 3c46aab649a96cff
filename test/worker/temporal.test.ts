import { expect, it } from 'vitest';
import { untilTemporalAnswers } from '../../worker/temporal.ts';
import { openProxy } from '../environment/cuttable-proxy.ts';
import { temporalAddress } from '../environment/namespaces.ts';

it('A worker that starts while Temporal is away says so, waits for it and goes on', async () => {
  const line = await openProxy(temporalAddress());
  line.cut();
  const reasons: string[] = [];
  const native = await untilTemporalAnswers(
    { address: line.address },
    (reason) => reasons.push(reason),
    async () => {
      if (reasons.length === 3) line.mend();
    },
  );
  expect(reasons).toEqual(Array(3).fill(expect.stringContaining('transport error')));
  await native.workflowService.getSystemInfo({});
  await native.close();
  line.close();
});
