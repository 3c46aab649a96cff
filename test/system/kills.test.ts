import { afterAll, describe, expect, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { aDocument, Company, control } from '../environment/erp.ts';
import { kill } from '../environment/processes.ts';

afterAll(() => control('DELETE', '/faults'));

describe('kill -9 in the middle of a remittance', () => {
  it('of the worker with its relay, twice, and of the API leaves one live charge for each document', async () => {
    const company = await Company.open();
    const ids = await company.record(Array.from({ length: 45 }, () => aDocument()));
    // Slow enough that the kills find create calls under way.
    const rules = [{ method: 'POST', path: '/v3/payments', delayAnswerMs: 800, accountId: company.asaasId }];
    await control('PUT', '/faults', { rules });
    await company.send(ids);

    const charged = async () => (await company.book()).charges.length;
    await until('some charges', async () => (await charged()) >= 10);
    await kill('worker');
    await kill('api');
    await until('more charges', async () => (await charged()) >= 25);
    await kill('worker');
    await control('DELETE', '/faults');

    // A dead worker is noticed by its missing heartbeat, then its attempts are looked up: that takes its time.
    for (const id of ids) await company.untilStatus(id, 'registered', 180_000);
    const { charges } = await company.book();
    expect(charges.filter((charge) => charge.live)).toHaveLength(45);
    expect(charges).toHaveLength(45);
    const told = (await company.events()).map((event) => event.type);
    expect(told.filter((type) => type === 'document.registered')).toHaveLength(45);
    // Had no create call been cut off, the kills would have proved nothing.
    expect(told).toContain('document.uncertain');
  }, 400_000);
});
