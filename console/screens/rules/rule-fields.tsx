import { Group, NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core';
import { accountLabel, useAccounts } from '../../client/accounts.ts';
import { MoneyField } from '../../parts/money-field.tsx';
import { PayerChoice } from '../../parts/payer-choice.tsx';
import type { RuleDraft } from './rule-draft.ts';

interface Props {
  draft: RuleDraft;
  onChange: (draft: RuleDraft) => void;
}

/** What a rule is called, where its documents go, and which they are. */
export function RuleFields({ draft, onChange }: Props) {
  const set = (change: Partial<RuleDraft>) => onChange({ ...draft, ...change });
  return (
    <Stack gap="sm">
      <TextInput
        label="Nome"
        placeholder="Vencem em dez dias"
        required
        data-autofocus
        maxLength={200}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Destination draft={draft} set={set} />
      <fieldset className="plain">
        <legend>
          <b>Quais documentos ainda não enviados</b>
        </legend>
        <Stack gap={8}>
          <PayerChoice value={draft.payerId} onChange={(payerId) => set({ payerId })} />
          <WholeField
            label="Vencem em até"
            suffix=" dias"
            placeholder="Qualquer vencimento"
            description="Os demais saem quando chegar o dia deles."
            max={3_660}
            value={draft.dueWithinDays}
            onValue={(dueWithinDays) => set({ dueWithinDays })}
          />
          <Group grow align="flex-start">
            <MoneyField
              label="Valor de"
              placeholder="Qualquer"
              cents={draft.amountFromCents}
              onCents={(amountFromCents) => set({ amountFromCents })}
            />
            <MoneyField
              label="até"
              aria-label="Valor até"
              placeholder="Qualquer"
              cents={draft.amountToCents}
              onCents={(amountToCents) => set({ amountToCents })}
            />
          </Group>
        </Stack>
      </fieldset>
      <WholeField
        label="Prioridade"
        description="Se duas regras servem, decide a de número menor."
        required
        min={1}
        max={1_000}
        value={draft.priority}
        onValue={(priority) => set({ priority })}
      />
    </Stack>
  );
}

interface DestinationProps {
  draft: RuleDraft;
  set: (change: Partial<RuleDraft>) => void;
}

function Destination({ draft, set }: DestinationProps) {
  const { data: accounts = [] } = useAccounts();
  return (
    <Stack gap="xs">
      <Radio.Group
        label="Para onde vão"
        value={draft.goesTo}
        onChange={(goesTo) => set({ goesTo: goesTo as RuleDraft['goesTo'] })}
      >
        <Stack gap={6} mt={4}>
          <Radio value="account" label="Uma conta corrente" />
          <Radio
            value="payer"
            label="A conta padrão de cada pagador"
            description="Pagador sem conta padrão fica para a próxima regra. A conta se escolhe em Pagadores."
          />
        </Stack>
      </Radio.Group>
      {draft.goesTo === 'account' && (
        <Select
          label="Conta corrente"
          required
          allowDeselect={false}
          placeholder={accounts.length === 0 ? 'Nenhuma conta cadastrada' : 'Escolha a conta'}
          data={accounts.map((account) => ({ value: account.id, label: accountLabel(account) }))}
          value={draft.accountId}
          onChange={(accountId) => set({ accountId })}
        />
      )}
    </Stack>
  );
}

interface CountProps {
  label: string;
  value: number | null;
  onValue: (value: number | null) => void;
  max: number;
  min?: number;
  suffix?: string;
  placeholder?: string;
  description: string;
  required?: boolean;
}

/** A whole number. */
function WholeField({ value, onValue, ...rest }: CountProps) {
  return (
    <NumberInput
      min={0}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      value={value ?? ''}
      onChange={(next) => onValue(next === '' ? null : Number(next))}
      {...rest}
    />
  );
}
