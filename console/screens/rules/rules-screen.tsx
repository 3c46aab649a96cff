import { Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAccounts } from '../../client/accounts.ts';
import type { Account, SendingRule } from '../../client/api.ts';
import { usePayer } from '../../client/payers.ts';
import { goToFilter } from '../../frame/go-to-filter.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { type Column, DataList } from '../../list/data-list.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { ReasonedSwitch } from '../../parts/reasoned-switch.tsx';
import { RowLink } from '../../parts/row-link.tsx';
import { useWriteReason } from '../../session/session.ts';
import { SwitchOnWindow } from './rule-windows.tsx';
import { termsWords } from './rule-words.ts';
import { useRules, useSwitching } from './use-rules.ts';

/** Regras de envio: what sends documents by itself, in the order in which the rules decide. */
export function RulesScreen() {
  const navigate = useNavigate();
  const writeReason = useWriteReason();
  const toNew = () => void navigate({ to: '/regras/nova' });
  useFunctionKeys({ f2: () => writeReason === undefined && toNew(), f8: () => goToFilter(null) });
  const { data: accounts = [] } = useAccounts();
  const rules = useRules();
  const [switchedOn, setSwitchedOn] = useState<SendingRule | null>(null);
  const switching = useSwitching();
  const columns = columnsFor({
    accounts,
    writeReason,
    onSwitch: (rule, enabled) => (enabled ? setSwitchedOn(rule) : switching.wish({ rule, enabled })),
  });
  return (
    <Page
      title="Regras de envio"
      about="O que vai para o Asaas sozinho. A primeira regra que serve a um documento decide."
      actions={
        <ReasonedButton
          size="sm"
          disabledReason={writeReason}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={toNew}
        >
          Nova regra
        </ReasonedButton>
      }
    >
      {switching.isError && <ErrorNote error={switching.error} />}
      {rules.isError ? (
        <ErrorNote error={rules.error} onRetry={() => void rules.refetch()} />
      ) : (
        <DataList
          label="Regras de envio"
          columns={columns}
          rows={rules.data ?? []}
          idOf={(row) => row.id}
          nameOf={(row) => `a regra ${row.name}`}
          onOpen={(row) => void navigate({ to: '/regras/$id', params: { id: row.id } })}
          isLoadingMore={rules.isPending}
          empty={rules.isSuccess && <NoRules />}
        />
      )}
      {switchedOn && <SwitchOnWindow rule={switchedOn} onClose={() => setSwitchedOn(null)} />}
    </Page>
  );
}

function NoRules() {
  return (
    <Empty title="Nenhuma regra ainda">
      <Text size="sm" maw={580}>
        Hoje cada remessa é enviada por uma pessoa ou pelo ERP. Uma regra faz isso sozinha: por exemplo, tudo
        que vence em até 10 dias vai para a conta principal. Crie uma com <b>Nova regra</b> (F2), veja na
        simulação o que ela enviaria, e só então ligue.
      </Text>
    </Empty>
  );
}

interface ColumnNeeds {
  accounts: readonly Account[];
  writeReason: string | undefined;
  onSwitch: (rule: SendingRule, enabled: boolean) => void;
}

function columnsFor({ accounts, writeReason, onSwitch }: ColumnNeeds): Column<SendingRule>[] {
  const destination = ({ accountId }: SendingRule) =>
    accountId === null
      ? 'Conta padrão do pagador'
      : (accounts.find(({ id }) => id === accountId)?.name ?? '—');
  return [
    {
      id: 'priority',
      label: 'Prioridade',
      width: 94,
      align: 'right',
      wideOnly: true,
      cell: (row) => row.priority,
    },
    {
      id: 'name',
      label: 'Regra',
      narrow: 0,
      cell: (row) => (
        <RowLink to="/regras/$id" id={row.id} below={`${row.priority} · ${termsWords(row)}`}>
          {row.name}
        </RowLink>
      ),
    },
    { id: 'terms', label: 'Documentos', width: 216, wideOnly: true, cell: (row) => <Which rule={row} /> },
    { id: 'account', label: 'Vai para', width: 190, wideOnly: true, cell: destination },
    {
      id: 'sent',
      label: 'Enviou',
      width: 92,
      wideOnly: true,
      cell: (row) => (
        <Link to="/remessas" search={{ regra: row.id }} aria-label={`Remessas da regra ${row.name}`}>
          Remessas
        </Link>
      ),
    },
    {
      id: 'enabled',
      label: 'Situação',
      width: 148,
      narrow: 142,
      cell: (row) => (
        <ReasonedSwitch
          size="sm"
          label={row.enabled ? 'Ligada' : 'Desligada'}
          aria-label={`${row.name}: ${row.enabled ? 'ligada' : 'desligada'}`}
          checked={row.enabled}
          disabledReason={writeReason}
          onSwitch={(enabled) => onSwitch(row, enabled)}
        />
      ),
    },
  ];
}

/** Which documents, the payer first where the rule is for one alone. */
function Which({ rule }: { rule: SendingRule }) {
  const payer = usePayer(rule.payerId);
  if (rule.payerId === null) return <span title={termsWords(rule)}>{termsWords(rule)}</span>;
  const words = `${payer.data?.name ?? 'Um pagador'}: ${termsWords(rule)}`;
  return <span title={words}>{words}</span>;
}
