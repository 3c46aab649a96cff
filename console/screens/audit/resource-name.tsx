import { useAccounts } from '../../client/accounts.ts';
import type { AuditEntry } from '../../client/api.ts';
import { usePayer } from '../../client/payers.ts';
import { RowLink } from '../../parts/row-link.tsx';
import { useRules } from '../rules/use-rules.ts';
import { kindLabels, valueWords } from './audit-words.ts';

/** Where each kind of thing has its own page; people, keys and the company have none here. */
export const resourceRoutes = {
  account: '/contas/$id',
  sending_rule: '/regras/$id',
  payer: '/pagadores/$id',
  document: '/documentos/$id',
  webhook_endpoint: '/webhooks/$id',
} as const satisfies Partial<Record<AuditEntry['kind'], string>>;

/** The page of what an entry is about, or undefined when there is none, or none any more. */
export function routeOf({ kind, action }: AuditEntry) {
  if (action.endsWith('.removed')) return undefined;
  return kind in resourceRoutes ? resourceRoutes[kind as keyof typeof resourceRoutes] : undefined;
}

/** What it was done to, by its own name, and a link to it. */
export function ResourceName({ entry }: { entry: AuditEntry }) {
  const route = routeOf(entry);
  if (!route) return <>{ownName(entry) ?? kindLabels[entry.kind]}</>;
  return (
    <RowLink to={route} id={entry.resourceId}>
      <Name entry={entry} />
    </RowLink>
  );
}

function Name({ entry }: { entry: AuditEntry }) {
  if (entry.kind === 'payer') return <PayerName id={entry.resourceId} />;
  if (entry.kind === 'account') return <AccountName id={entry.resourceId} />;
  if (entry.kind === 'sending_rule') return <RuleName entry={entry} />;
  return <>{ownName(entry) ?? kindLabels[entry.kind]}</>;
}

/** The name that the entry itself tells. */
function ownName({ number, before, after }: AuditEntry): string | undefined {
  if (number !== null) return number;
  for (const field of ['name', 'url', 'login']) {
    const value = after?.[field] ?? before?.[field];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

export function PayerName({ id }: { id: string }) {
  return <>{usePayer(id).data?.name ?? 'Pagador'}</>;
}

export function AccountName({ id }: { id: string }) {
  return <>{useAccounts().data?.find((account) => account.id === id)?.name ?? 'Conta corrente'}</>;
}

function RuleName({ entry }: { entry: AuditEntry }) {
  const rule = useRules().data?.find(({ id }) => id === entry.resourceId);
  return <>{rule?.name ?? ownName(entry) ?? 'Regra excluída'}</>;
}

/** A value of a field: an id as the name of what it stands for, everything else in words. */
export function Value({ field, value }: { field: string; value: unknown }) {
  if (typeof value === 'string' && field === 'payerId') return <PayerName id={value} />;
  if (typeof value === 'string' && (field === 'accountId' || field === 'defaultAccountId'))
    return <AccountName id={value} />;
  return <>{valueWords(field, value)}</>;
}
