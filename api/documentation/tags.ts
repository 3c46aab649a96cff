/** The groups of the reference, in its order, each with what it is about. A route of another group does not compile. */
export const tagTexts = {
  Documents:
    'Receivables as your ERP knows them. You enter and amend them; each is brought to Asaas and kept equal there until it is settled.',
  Views: 'Filters of a list that somebody keeps under a name, alone or for the whole company.',
  Payers: 'Who pays: known by their tax id from the documents, each with a default account if you want.',
  Remittances: 'Documents on their way to collection, up to 10,000 at a time, and what became of each.',
  'Sending rules':
    'Documents sent by themselves, as they are entered or as their day comes; off unless you want it, with a dry run.',
  Problems: 'What waits for a person, grouped by cause, with the cure.',
  Divergences: 'Where a document and its charge at Asaas differ, field by field, and whose value stays.',
  Summary:
    'How the receivables stand: by status, by age, what came today, what is expected; whether it is worked on.',
  'Settlement returns':
    'What an account received in a period, read at Asaas and settled here: for days without webhooks.',
  'Unidentified receipts':
    'Payments of charges that nobody here created, until somebody says whose they are.',
  Statement:
    'Every line of the account’s statement at Asaas, explained by our books or listed as unexplained.',
  Events: 'What happened, numbered without gaps, to be read in order.',
  'Webhooks to the ERP': 'The same events posted to an address of yours, signed and tried for a week.',
  Accounts: 'Accounts at Asaas: their keys, terms and webhooks.',
  Simulator:
    'Payers and the passing of time, where Homologação is the simulator of Asaas; elsewhere these calls do not exist.',
  Audit: 'Who changed what, before and after, without an end date.',
  Administration: 'For the vendor: companies, licences, keys and people.',
  'Undelivered messages': 'For operators: what could not be told to a workflow yet.',
  Sessions: 'Signing in to the console.',
  Asaas: 'The door for Asaas alone.',
  Operation: 'Whether the process lives and should be given work.',
} as const;

export type Tag = keyof typeof tagTexts;
