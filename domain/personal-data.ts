/**
 * What of a person we hold, by kind: of whom, what for, by which ground of the LGPD (Law 13.709/2018), how long, who sees
 * it, and where it goes. `db/people/personal-columns.ts` says which column holds which kind; docs/lgpd.md is held to both.
 */
export const personalKinds = [
  'identity',
  'contact',
  'text',
  'link',
  'pseudonym',
  'copy',
  'staff',
  'company',
] as const;

export type PersonalKind = (typeof personalKinds)[number];

export interface PersonalUse {
  whose: 'payer' | 'staff' | 'company';
  what: string;
  purpose: string;
  /** Article and item of the LGPD. */
  basis: string;
  kept: string;
  seenBy: string;
  goesTo: string;
}

const keptForPayers = 'until the payer is erased';
const execution = 'contract (art. 7, V)';
const readers = 'every key and person of the company';

export const personalUses: Record<PersonalKind, PersonalUse> = {
  identity: {
    whose: 'payer',
    what: 'CPF or CNPJ, and name',
    purpose: 'a boleto and a Pix charge name who is to pay; a payment is told to its document',
    basis: execution,
    kept: keptForPayers,
    seenBy: readers,
    goesTo: 'Asaas (customer)',
  },
  contact: {
    whose: 'payer',
    what: 'e-mail, phone, address',
    purpose: 'the slip reaches its payer; notices, if the company wants them',
    basis: execution,
    kept: keptForPayers,
    seenBy: readers,
    goesTo: 'Asaas (customer)',
  },
  text: {
    whose: 'payer',
    what: 'words of people, of the ERP or of Asaas that can name the payer',
    purpose: 'what is charged, why it was changed or refused',
    basis: execution,
    kept: keptForPayers,
    seenBy: readers,
    goesTo: 'descriptions: Asaas (charge); reasons and refusals: the ERP (events, webhooks)',
  },
  link: {
    whose: 'payer',
    what: 'addresses of pages at Asaas that show the payer, and the printed slip',
    purpose: 'the slip is shown and printed',
    basis: execution,
    kept: keptForPayers,
    seenBy: readers,
    goesTo: 'the ERP (answers)',
  },
  pseudonym: {
    whose: 'payer',
    what: 'the id of the payer’s customer at Asaas',
    purpose: 'one customer at Asaas for each payer; what an erasure leaves to be deleted there',
    basis: execution,
    kept: 'for ever; it says nothing without Asaas',
    seenBy: 'nobody; `erasures`: who erased',
    goesTo: 'Asaas',
  },
  copy: {
    whose: 'payer',
    what: 'bodies as they were sent or answered, and what was changed from and to',
    purpose: 'evidence of what was told; a repeated call gets the same answer',
    basis: 'exercise of rights (art. 7, VI)',
    kept: 'events of Asaas 400 days, the rest until the payer is erased',
    seenBy: 'timeline and audit: every key and person of the company; the rest: nobody',
    goesTo: 'events: the ERP (feed, webhooks)',
  },
  staff: {
    whose: 'staff',
    what: 'name, sign-in name and digest of the password of people who work here; who did what',
    purpose: 'only who may gets in; who did what can be asked for years later',
    basis: 'legitimate interest (art. 7, IX)',
    kept: 'for ever: an audit that forgets its actors proves nothing',
    seenBy: 'every key and person of the company; the vendor sees users and keys',
    goesTo: 'nowhere',
  },
  company: {
    whose: 'company',
    what: 'name, CNPJ, bank account, addresses and secrets of the company, which can be one person (MEI)',
    purpose: 'the company’s account at Asaas is used in its name',
    basis: execution,
    kept: 'as long as the company is a customer',
    seenBy: 'keys and people of the company; the vendor sees name and CNPJ',
    goesTo: 'Asaas (account, webhook)',
  },
};
