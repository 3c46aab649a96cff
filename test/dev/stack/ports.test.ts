import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort, requireFreePorts } from '../../../dev/stack/ports.ts';

describe('the ports a stack wants', () => {
  it('are all named when they are taken, with what wanted them and the variable that moves them', async () => {
    const [api, worker] = [await listening('127.0.0.1'), await listening('0.0.0.0')];
    const wanted = [
      { port: api, wantedBy: 'the API', variable: 'API_PORT' },
      { port: await freePort(), wantedBy: 'Postgres', variable: 'POSTGRES_PORT' },
      { port: worker, wantedBy: 'the worker', variable: 'WORKER_PORT' },
    ];
    const refusal = await requireFreePorts(wanted).catch((error: Error) => error.message.split('\n'));
    expect(refusal).toEqual([
      expect.stringMatching(
        new RegExp(`^Port ${api}, wanted by the API, is taken .* API_PORT=\\d+ npm start$`),
      ),
      expect.stringMatching(
        new RegExp(`^Port ${worker}, wanted by the worker, .* WORKER_PORT=\\d+ npm start$`),
      ),
    ]);
  });

  it('may not be the same one twice', async () => {
    const port = await freePort();
    const wanted = [
      { port, wantedBy: 'the API', variable: 'API_PORT' },
      { port, wantedBy: 'the worker', variable: 'WORKER_PORT' },
    ];
    await expect(requireFreePorts(wanted)).rejects.toThrow(`WORKER_PORT and API_PORT are both ${port}`);
  });

  it('are fine when nobody has them', async () => {
    await requireFreePorts([{ port: await freePort(), wantedBy: 'the API', variable: 'API_PORT' }]);
  });
});

function listening(host: string): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, host, () => resolve((server.address() as { port: number }).port));
    onTestFinished(() => void server.close());
  });
}
