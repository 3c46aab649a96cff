import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Company } from '../demo/company.ts';

/**
 * An ERP that answers the challenge and takes every event but refusals, for which it has no room yet. It ends with the
 * process that started it.
 */
export async function startSampleErp({ api }: Company): Promise<void> {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { type, data } = JSON.parse(text) as { type: string; data: { challenge?: string } };
    if (data.challenge) response.writeHead(200).end(JSON.stringify({ challenge: data.challenge }));
    else response.writeHead(type === 'document.rejected' ? 500 : 204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  server.unref();
  const { port } = server.address() as AddressInfo;
  const body = { url: `http://127.0.0.1:${port}/remessa/eventos`, description: 'ERP da matriz' };
  await api.POST('/v1/webhook-endpoints', { body });
}
