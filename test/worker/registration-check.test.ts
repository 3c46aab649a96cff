import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createAsaasActivities,
  createErpActivities,
  createLocalActivities,
} from '../../activities/activities.ts';
import type { DeliveryDependencies } from '../../activities/delivery-dependencies.ts';
import type { Dependencies } from '../../activities/dependencies.ts';
import { demandActivities, demandWorkflows } from '../../worker/registration-check.ts';

// The factories only keep what they are given, so names can be asked without a database.
const none = {} as Dependencies & DeliveryDependencies;
const registered = {
  receivables: createLocalActivities(none),
  asaas: createAsaasActivities(none),
  erp: createErpActivities(none),
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remessa-registration-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function bundleOf(entry: string): Promise<{ workflowBundle: { codePath: string } }> {
  const workflowsPath = fileURLToPath(new URL(entry, import.meta.url));
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  const codePath = join(folder, `${entry.replace(/\W/g, '')}.js`);
  await writeFile(codePath, code);
  return { workflowBundle: { codePath } };
}

describe('a worker', () => {
  it('has every activity on the queue that it belongs to', () => {
    expect(() => demandActivities(registered)).not.toThrow();
  });

  it('does not start without one of them, and says which and where', () => {
    const { cancelCharge: _, ...incomplete } = registered.asaas;
    const start = () => demandActivities({ ...registered, asaas: incomplete });
    expect(start).toThrow(/does not start.*queue asaas.*missing: cancelCharge; too many: none/s);
  });

  it('does not start with an activity on the queue of others', () => {
    const start = () =>
      demandActivities({ ...registered, erp: { ...registered.erp, registerCharge: () => {} } });
    expect(start).toThrow(/queue erp.*missing: none; too many: registerCharge/s);
  });

  it('starts with the bundle of our workflows, and with their source', async () => {
    await demandWorkflows(await bundleOf('../../workflows/index.ts'));
    await demandWorkflows({
      workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)),
    });
  });

  it('does not start with a bundle of other workflows', async () => {
    await expect(demandWorkflows(await bundleOf('./one-step.ts'))).rejects.toThrow(
      /workflows of the queue receivables.*missing: receivableDocument, .*too many: bookOnce, registerOnce/s,
    );
  });
});
