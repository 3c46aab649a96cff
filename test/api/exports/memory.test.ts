import { randomBytes } from 'node:crypto';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { count, type Exported, money, text } from '../../../api/http/export-columns.ts';
import { type FileFormat, sendExport } from '../../../api/http/send-export.ts';
import { until } from '../../environment/conditions.ts';
import { linesOf, rowsOf } from './sheet.ts';

interface Row {
  at: number;
  name: string;
}

const exported: Exported<Row> = {
  fileName: 'linhas',
  columns: [count('Linha', ({ at }) => at), text('Nome', ({ name }) => name), money('Valor', ({ at }) => at)],
};

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A list of so many rows, and how many of them were asked for so far. */
async function serve(rows: number, format: FileFormat, failAfter = Number.POSITIVE_INFINITY) {
  const state = { read: 0 };
  const app = express();
  app.get('/', async (_request, response) => {
    await sendExport(response, exported, format, async ({ cursor = '0', limit }) => {
      const from = Number(cursor);
      if (from >= failAfter) throw new Error('The page cannot be read');
      const to = Math.min(rows, from + Number(limit));
      state.read = to;
      const data = Array.from({ length: to - from }, (_, at) => ({
        at: from + at,
        // Nothing that a workbook's compression makes small: the sockets alone hold some megabytes.
        name: randomBytes(150).toString('base64'),
      }));
      return { data: data as never[], nextCursor: to < rows ? String(to) : null };
    }).catch(() => response.destroy());
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  servers.push(server);
  await until('the server to listen', async () => server.listening);
  const { port } = server.address() as AddressInfo;
  const answer = await new Promise<IncomingMessage>((resolve) => get({ port, host: '127.0.0.1' }, resolve));
  return { state, answer };
}

async function wholeOf(answer: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

describe.each(['csv', 'xlsx'] as const)('100,000 rows as %s', (format) => {
  it('are read no faster than the caller takes them, and come whole and in order', async () => {
    const { state, answer } = await serve(100_000, format);
    answer.pause();
    // Whoever does not read stops the reading: what is on its way is what sockets and the two ends hold.
    let before = -1;
    await until('the reading to stand still', async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const stands = state.read === before;
      before = state.read;
      return stands;
    });
    expect(state.read).toBeLessThan(90_000);
    const file = await wholeOf(answer);
    const numbers =
      format === 'csv'
        ? linesOf(file.toString())
            .slice(1)
            .map(([at]) => Number(at))
        : rowsOf(file)
            .slice(1)
            .map(([at]) => Number(at?.content));
    expect(numbers).toHaveLength(100_000);
    expect(numbers.every((number, at) => number === at)).toBe(true);
  });

  it('whose list cannot be read to its end are no file that looks whole', async () => {
    const { answer } = await serve(100_000, format, 1_000);
    await expect(wholeOf(answer)).rejects.toThrow('aborted');
  });
});
