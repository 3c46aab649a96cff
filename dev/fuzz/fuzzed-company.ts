import {
  fillSampleCompany,
  openSampleCompany,
  type SampleCompany,
  type StackPlaces,
} from '../console/sample-company.ts';
import { accountEntry } from '../demo/company.ts';
import { answerOf, openApi } from '../demo/public-api.ts';
import type { KnownIds } from './described-operations.ts';

export interface FuzzedCompany {
  key: string;
  known: KnownIds;
}

/** Each noun's ids, so many of them that some are left after what is removed. */
const idsMax = 20;

/** A company with something of everything, and the ids by which the calls find it. */
export async function openFuzzedCompany(places: StackPlaces): Promise<FuzzedCompany> {
  const company = await openSampleCompany(places);
  await fillSampleCompany(company, places.simulator);
  const spareAccounts = await openSpareAccounts(company);
  const [documents, payers] = [await idsOf(company, 'documents'), await idsOf(company, 'payers')];
  const nouns = ['remittances', 'settlement-returns', 'unidentified-receipts', 'divergences'];
  const more = ['sending-rules', 'webhook-endpoints', 'views'];
  const others = await Promise.all(
    [...nouns, ...more].map(async (noun) => [noun, await idsOf(company, noun)] as const),
  );
  const accounts = [company.accountId];
  return {
    key: company.key,
    known: {
      // What is changed or disabled is not the account by which documents are sent.
      ofPath: { ...Object.fromEntries(others), documents, payers, accounts: spareAccounts },
      ofField: { accountId: accounts, defaultAccountId: accounts, documentId: documents, payerId: payers },
    },
  };
}

/** What the vendor's calls are about: companies, keys and people that nothing else needs. */
export async function knownToVendor({ api, adminKey }: StackPlaces): Promise<KnownIds> {
  const vendor = openApi(api, adminKey);
  const body = { name: 'Empresa sem uso', taxId: '11222333000181', features: ['boleto' as const] };
  const { id } = await answerOf(vendor.POST('/v1/tenants', { body }));
  const of = { params: { path: { id } } };
  const keys = await Promise.all(
    Array.from({ length: idsMax }, (_, at) =>
      answerOf(
        vendor.POST('/v1/tenants/{id}/api-keys', { ...of, body: { name: `chave ${at}`, role: 'viewer' } }),
      ),
    ),
  );
  const person = {
    login: `uso-${id}@empresa.example`,
    name: 'Bia',
    role: 'viewer' as const,
    password: 'uma senha comprida',
  };
  const user = await answerOf(vendor.POST('/v1/tenants/{id}/users', { ...of, body: person }));
  return {
    ofPath: { tenants: [id], 'api-keys': keys.map((key) => key.id), users: [user.id] },
    ofField: {},
  };
}

async function openSpareAccounts({ api, payers }: SampleCompany): Promise<string[]> {
  const ids: string[] = [];
  for (const [name, taxId] of [
    ['Filial', '11222333000181'],
    ['Matriz', '11444777000161'],
  ] as const) {
    const asaas = await payers.openAccount(name, taxId);
    ids.push((await answerOf(api.POST('/v1/accounts', { body: accountEntry(asaas) }))).id);
  }
  return ids;
}

async function idsOf({ api }: SampleCompany, noun: string): Promise<string[]> {
  // Any noun, so no type of the client knows the address.
  const list = api.GET as (path: string, init: object) => Promise<{ data?: unknown; response: Response }>;
  const { data } = (await answerOf(list(`/v1/${noun}`, { params: { query: { limit: idsMax } } }))) as {
    data: { id: string }[];
  };
  return data.map(({ id }) => id);
}
