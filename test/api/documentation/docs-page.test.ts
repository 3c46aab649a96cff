import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { examples } from '../../../api/documentation/examples/examples.ts';
import { codeSamples } from '../../../api/documentation/reference/code-samples.ts';
import { simulatorCases } from '../../../api/documentation/simulator-cases.ts';
import { documentFlags } from '../../../domain/document-status.ts';
import { holdCauses } from '../../../domain/hold.ts';
import { temporaryFolder } from '../../dev/stack/temporary-folder.ts';
import { type Body, control, inDays } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

const read = async (path: string) => (await fetch(api.url + path)).text();

/** As it comes over the line: fetch would unpack it. */
function readZipped(path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const sent = request(api.url + path, { headers: { 'accept-encoding': 'gzip' } }, async (answer) => {
      expect(answer.headers['content-encoding']).toBe('gzip');
      resolve(Buffer.concat(await answer.toArray()));
    });
    sent.once('error', reject).end();
  });
}

describe('the bare address of the API', () => {
  it('leads whoever opens it in a browser to the documentation', async () => {
    const answer = await fetch(`${api.url}/`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs']);
    const page = await fetch(api.url);
    expect(await page.text()).toContain('<title>Remessa API</title>');
  });

  it('takes no other method', async () => {
    expect((await fetch(api.url, { method: 'POST' })).status).toBe(405);
  });
});

describe('the documentation', () => {
  it('leads to every operation, and shows its call in six languages', async () => {
    const page = await read('/docs');
    const operations: Body[] = Object.values<Body>(api.judge.document.paths).flatMap(Object.values);
    for (const { operationId } of operations) {
      expect(page).toContain(`href="#${operationId}"`);
      expect(page).toContain(`id="${operationId}"`);
    }
    for (const language of ['curl', 'JavaScript', 'Python', 'PHP', 'C#', 'Java'])
      expect(page.split(`<pre data-language="${language}"`).length).toBe(operations.length + 1);
  });

  it('is there in Portuguese, each page with a way to the other', async () => {
    const [english, portuguese] = [await read('/docs'), await read('/docs/pt')];
    expect(english).toContain('lang="en"');
    expect(english).toContain('href="/docs/pt"');
    expect(portuguese).toContain('lang="pt-BR"');
    expect(portuguese).toContain('O trabalho todo em oito chamadas');
    expect(english).toContain('>Send documents to collection</a>');
    expect(portuguese).toContain('>Enviar documentos para cobrança</a>');
    expect(portuguese).toContain('href="/docs/problems?lang=pt#not_found"');
    expect(portuguese).toContain('href="/docs"');
  });

  it.each(['/docs', '/docs/pt', '/docs/problems'])(
    '%s loads nothing from elsewhere, and its headers forbid it',
    async (path) => {
      const page = await read(path);
      const loaded = page.matchAll(/<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]*)"/g);
      for (const [, address] of loaded) expect(address).toMatch(/^(\/(?!\/)|data:,$)/);
      const policy = (await fetch(api.url + path)).headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(page).not.toMatch(/ on[a-z]+="|<script>|javascript:/);
    },
  );

  it('comes compressed, in less than a hundred kilobytes', async () => {
    const [page, file] = [await readZipped('/docs'), await readZipped('/openapi.json')];
    expect(page.length + (await readZipped('/docs/docs.js')).length).toBeLessThan(100_000);
    expect(gunzipSync(page).toString()).toBe(await read('/docs'));
    expect(file.length).toBeLessThan(100_000);
  });
});

describe('a call copied from the documentation', () => {
  const run = promisify(execFile);
  const env = { ...process.env, REMESSA_KEY: company.key };
  const codeIn = (language: string) =>
    codeSamples({
      method: 'POST',
      url: `${api.url}/v1/documents`,
      needsIdempotencyKey: true,
      body: examples.enterDocuments?.body,
    }).find((sample) => sample.language === language)?.code ?? '';

  const entered = expect.stringMatching(/"erpId":"CR-1".*"result":"(created|unchanged)"/);

  it('does its work with curl in a shell that has no uuidgen', async () => {
    expect(codeIn('curl')).not.toContain('uuidgen');
    expect((await run('sh', ['-c', codeIn('curl')], { env })).stdout).toEqual(entered);
  });

  it('does its work in JavaScript', async () => {
    const args = ['--input-type=module', '-e', codeIn('JavaScript')];
    expect((await run(process.execPath, args, { env })).stdout).toEqual(entered);
  });

  it('does its work in Python, where there is Python', async ({ skip }) => {
    if (!(await isThere('python3'))) skip();
    expect((await run('python3', ['-c', codeIn('Python')], { env })).stdout).toEqual(entered);
  });

  it('does its work in PHP, where there is PHP', async ({ skip }) => {
    if (!(await isThere('php'))) skip();
    expect((await run('php', [await fileWith('call.php', codeIn('PHP'))], { env })).stdout).toEqual(entered);
  });

  it('does its work in Java, in the class of its caller, where there is Java', async ({ skip }) => {
    if (!(await isThere('java'))) skip();
    const [imports, work] = codeIn('Java').split(/\n\n/);
    const program = `${imports}\nclass Main { public static void main(String[] none) throws Exception {\n${work}\n} }`;
    expect((await run('java', [await fileWith('Main.java', program)], { env })).stdout).toEqual(entered);
  });

  const isThere = (program: string) =>
    run(program, ['--version']).then(
      () => true,
      () => false,
    );

  async function fileWith(name: string, text: string): Promise<string> {
    const path = join(temporaryFolder(), name);
    await writeFile(path, text);
    return path;
  }
});

describe('the guide’s table of cases', () => {
  it('names calls that the simulator takes', async () => {
    const refused: unknown[] = [];
    for (const { call, body } of simulatorCases) {
      if (call === null) continue;
      // One of its own, because a case may take the key away.
      const account = await control(api, 'POST', '/accounts');
      const chargeId = call.includes('{charge}') ? await chargeFor(call, body, account) : '';
      const [method = '', path = ''] = call
        .replace('{account}', account.id)
        .replace('{charge}', chargeId)
        .split(' ');
      const answer = await fetch(`${api.simulatorUrl}${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body ?? {}),
      });
      if (!answer.ok) refused.push([call, answer.status, await answer.text()]);
      // What goes wrong on purpose must not meet the next case.
      await control(api, 'DELETE', '/faults');
      if (path === '/control/settings') await control(api, 'PUT', '/settings', nothingOf(body ?? {}));
    }
    expect(refused).toEqual([]);
  });

  it('names each flag and each cause of a hold, but for those that have a reason', () => {
    const nowhere: Record<string, string> = {
      charge_unknown: 'Asaas has to forget a charge that it told of; the simulator forgets none.',
      unexpected: 'A fault of our own, which nothing at Asaas brings about.',
    };
    const told = simulatorCases.map(({ see }) => see);
    const unnamed = [...documentFlags, ...holdCauses].filter(
      (name) => !told.some((see) => Object.values(see).every((text) => text.includes(`\`${name}\``))),
    );
    expect(unnamed.toSorted()).toEqual(Object.keys(nowhere).toSorted());
  });
});

/** Only what was paid is refunded. */
async function chargeFor(
  call: string,
  body: { deny?: boolean } | undefined,
  { id, apiKey }: Body,
): Promise<string> {
  if (body?.deny) return aRequestedRefund(apiKey);
  if (!/refund|chargeback/.test(call)) return aCharge(apiKey);
  return (await control(api, 'POST', `/accounts/${id}/automatic-charge`, { valueCents: 500 })).id;
}

/** A paid boleto whose payer was asked where the money shall go. */
async function aRequestedRefund(apiKey: string): Promise<string> {
  const chargeId = await aCharge(apiKey);
  await control(api, 'POST', `/charges/${chargeId}/pay`, { method: 'boleto' });
  await control(api, 'POST', `/charges/${chargeId}/settle`);
  await atAsaas(apiKey, `/payments/${chargeId}/bankSlip/refund`, {});
  return chargeId;
}

/** The same settings, each as it was before anybody changed it. */
function nothingOf(settings: object): object {
  return Object.fromEntries(Object.keys(settings).map((name) => [name, null]));
}

async function aCharge(apiKey: string): Promise<string> {
  const { id: customer } = await atAsaas(apiKey, '/customers', { name: 'João', cpfCnpj: '24971563792' });
  const charge = { customer, billingType: 'BOLETO', value: 100, dueDate: inDays(20) };
  return (await atAsaas(apiKey, '/payments', charge)).id;
}

async function atAsaas(apiKey: string, path: string, body: object): Promise<Body> {
  const headers = { 'content-type': 'application/json', access_token: apiKey, 'user-agent': 'test' };
  const sent = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await fetch(`${api.simulatorUrl}/v3${path}`, sent)).json();
}
