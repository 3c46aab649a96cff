import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { product } from '../environment/leased-product.ts';

interface Event {
  type: string;
  data: { erpId: string; grossCents?: number; feeCents?: number; netCents?: number };
}

describe('the main job by hand, as the README shows it', () => {
  it('registers, amends and settles a document, word for word', async () => {
    execFileSync('sh', ['-ec', commandsOfReadme()], { stdio: ['ignore', 'pipe', 'inherit'] });
    const told = await until('the document to be settled', async () => {
      const events = await eventsOf('4711');
      return events.some(({ type }) => type === 'document.settled') && events;
    });
    expect(told.map(({ type }) => type).sort()).toEqual([
      'document.amended',
      'document.registered',
      'document.settled',
    ]);
    const settled = told.find(({ type }) => type === 'document.settled')?.data;
    expect(settled?.grossCents).toBe(125_000);
    expect(settled?.netCents).toBe(125_000 - (settled?.feeCents ?? 0));
  });
});

/** The one block of shell in the README, with the addresses of this stack instead of the usual ones. */
function commandsOfReadme(): string {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const blocks = [...readme.matchAll(/```sh\n(.*?)```/gs)].map(([, commands]) => commands ?? '');
  expect(blocks.length).toBe(1);
  return (blocks[0] ?? '')
    .replace('http://127.0.0.1:3000', product.apiUrl)
    .replace('http://127.0.0.1:3900', product.simulatorUrl)
    .replace("'.data/secrets.json'", `'${product.dataDir}/secrets.json'`);
}

async function eventsOf(erpId: string): Promise<Event[]> {
  const { firstTenant } = JSON.parse(readFileSync(`${product.dataDir}/secrets.json`, 'utf8'));
  const headers = { authorization: `Bearer ${firstTenant.key}` };
  const answer = await fetch(`${product.apiUrl}/v1/events`, { headers });
  const { data } = (await answer.json()) as { data: Event[] };
  return data.filter(({ data }) => data.erpId === erpId);
}
