import { describe, expect, it } from 'vitest';
import { toChargeError } from '../../../activities/charge-error.ts';
import { inEnglish } from '../../../api/problems/english-sentences.ts';
import { Refused } from '../../../asaas/errors.ts';
import { documentFlags } from '../../../domain/document-status.ts';
import { holdCauses } from '../../../domain/hold.ts';
import { expiringKeyWords } from '../../../domain/key-warning.ts';
import { pixWords } from '../../../domain/pix-readiness.ts';
import { causes, describeArrivals, describeLoss, noArrivals } from '../../../domain/webhook-health.ts';
import { aDocument, type Body, enter } from '../environment.ts';
import { ownAccount } from '../own-company.ts';
import { placeDocument } from '../placed-document.ts';

const { api, company, accountId } = await ownAccount();

/** What is told to people is kept in Portuguese and said in the language of whoever asks. */
async function inBoth(path: string): Promise<{ english: Body; portuguese: Body }> {
  const ask = async (language: string) =>
    (await company.call('GET', path, undefined, { 'accept-language': language })).body;
  return { english: await ask('en'), portuguese: await ask('pt-BR') };
}

/** Said differently, and without a letter that English does not have. Names of menus at Asaas stay. */
function expectBoth(english: string, portuguese: string): void {
  expect(english).not.toBe(portuguese);
  expect(english.replace(/Integrações → (Chaves de API|Webhooks)|Pix → Minhas chaves/, '')).toMatch(
    /^[\x20-\x7e’]+$/,
  );
}

describe('what an answer tells a person', () => {
  it.each(Object.entries(causes))('of a webhook that is %s is in the caller’s language', async (_, cause) => {
    await api.sql('update accounts set webhook_cause = $2 where id = $1', [accountId, cause]);
    const { english, portuguese } = await inBoth(`/v1/accounts/${accountId}`);
    expect(portuguese.webhook.cause).toBe(cause);
    expectBoth(english.webhook.cause, portuguese.webhook.cause);
  });

  it('of a refused key and of lost events is in the caller’s language', async () => {
    await api.sql(
      `update accounts set key_status = 'refused', key_refused_at = now(), events_lost_from = current_date,
         events_lost_until = current_date where id = $1`,
      [accountId],
    );
    const { english, portuguese } = await inBoth(`/v1/accounts/${accountId}`);
    expectBoth(english.keyCure, portuguese.keyCure);
    expectBoth(english.webhook.eventsLost.cure, portuguese.webhook.eventsLost.cure);
    await api.sql(`update accounts set key_status = 'accepted', key_refused_at = null where id = $1`, [
      accountId,
    ]);
  });

  it.each(holdCauses)('of a document held by %s is in the caller’s language', async (cause) => {
    const [id = ''] = await enter(company, aDocument());
    await placeDocument(api, company, id, { accountId });
    await api.sql(
      `update documents set hold = $2, hold_work = 'register', hold_since = now(), hold_until = now() + interval '1 hour',
         hold_account_id = account_id, hold_tries = 1 where id = $1`,
      [id, cause],
    );
    const { english, portuguese } = await inBoth(`/v1/documents/${id}`);
    expectBoth(english.hold.reason, portuguese.hold.reason);
    expectBoth(english.hold.outlook, portuguese.hold.outlook);
    expect(english.hold.cure === null).toBe(portuguese.hold.cure === null);
    if (portuguese.hold.cure !== null) expectBoth(english.hold.cure, portuguese.hold.cure);
  });

  it('of every flag, its cure among the problems, is in the caller’s language', async () => {
    for (const flag of documentFlags) {
      const [id = ''] = await enter(company, aDocument());
      await placeDocument(api, company, id, { accountId });
      const mark = { [flag]: { reason: 'Pago depois de cancelado.', at: new Date().toISOString() } };
      await api.sql('update documents set flags = $2, last_error = null where id = $1', [id, mark]);
    }
    const { english, portuguese } = await inBoth('/v1/problems');
    const cures = ({ data }: Body): string[] =>
      data.flatMap(({ kind, cure }: Body) => (kind === 'flag' ? cure : []));
    expect(cures(english).length).toBe(documentFlags.length);
    for (const [at, cure] of cures(english).entries()) expectBoth(cure, cures(portuguese)[at] ?? '');
  });

  it.each([
    'invalid_dueDate',
    'invalid_value',
    'invalid_customer',
    'invalid_mobilePhone',
    'invalid_email',
    'invalid_postalCode',
    'never_heard_of',
  ])('of what Asaas refused as %s has its cure in English too', (code) => {
    for (const of of ['registration', 'amendment'] as const) {
      const { cure } = toChargeError(new Refused('x', 400, [{ code, description: 'x' }]), of);
      expectBoth(inEnglish(cure), cure);
    }
  });

  it.each([false, null])('of an account’s Pix (%s) has its words and cure in English too', (ready) => {
    const said = pixWords(ready);
    for (const sentence of [said?.words ?? '', said?.cure ?? '']) expectBoth(inEnglish(sentence), sentence);
  });

  it('with something of the moment in it is in the caller’s language', () => {
    const loss = describeLoss({ from: '2026-11-01', until: '2026-11-03' });
    expectBoth(inEnglish(loss), loss);
    expect(inEnglish(loss)).toContain('01/11/2026');
    for (const name of [null, 'ERP'])
      for (const day of [null, '2026-12-10'])
        expectBoth(inEnglish(expiringKeyWords(name, day)).replace(/[“”]/g, ''), expiringKeyWords(name, day));
    for (const also of [loss, noArrivals, describeArrivals(new Date('2026-11-03T12:00:00Z'))]) {
      const both = `${causes.interrupted} ${also}`;
      expectBoth(inEnglish(both), both);
    }
  });

  it('stays as it is where it is a person’s or Asaas’ own', async () => {
    const [id = ''] = await enter(company, aDocument());
    await placeDocument(api, company, id, { accountId });
    await company.call('POST', `/v1/documents/${id}/cancel`, { reason: 'O pagador já não quer.' });
    const { english, portuguese } = await inBoth(`/v1/documents/${id}`);
    expect(english.cancellation.reason).toBe('O pagador já não quer.');
    expect(english.registration.lastError.message).toBe(portuguese.registration.lastError.message);
  });
});
