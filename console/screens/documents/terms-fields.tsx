import { Group, NumberInput, SegmentedControl, Stack } from '@mantine/core';
import type { Document } from '../../client/api.ts';
import { MoneyField, PercentField } from '../../parts/money-field.tsx';

export type Discount = NonNullable<Document['discount']>;
export type Fine = NonNullable<Document['fine']>;
export type Interest = NonNullable<Document['interest']>;

export interface Terms {
  discount: Discount | null;
  fine: Fine | null;
  interest: Interest | null;
}

type Kind = 'none' | 'fixed' | 'percentage';

/** Desconto, multa e juros, as Asaas knows them. */
export function TermsFields({ terms, onChange }: { terms: Terms; onChange: (terms: Terms) => void }) {
  return (
    <Stack gap="sm">
      <TermField
        label="Desconto"
        value={terms.discount}
        onChange={(discount) =>
          onChange({
            ...terms,
            discount: discount && { daysBeforeDue: terms.discount?.daysBeforeDue ?? 0, ...discount },
          })
        }
      />
      {terms.discount && (
        <NumberInput
          size="sm"
          label="Desconto até quantos dias antes do vencimento"
          description="0 vale até o próprio vencimento"
          min={0}
          max={365}
          allowDecimal={false}
          hideControls
          value={terms.discount.daysBeforeDue}
          onChange={(days) =>
            terms.discount &&
            onChange({ ...terms, discount: { ...terms.discount, daysBeforeDue: Number(days) } })
          }
        />
      )}
      <TermField
        label="Multa após o vencimento"
        value={terms.fine}
        onChange={(fine) => onChange({ ...terms, fine })}
      />
      <PercentField
        size="sm"
        label="Juros ao mês, por dia de atraso"
        max={10}
        value={terms.interest?.percentPerMonth ?? ''}
        onChange={(percent) =>
          onChange({ ...terms, interest: percent === '' ? null : { percentPerMonth: Number(percent) } })
        }
      />
    </Stack>
  );
}

interface TermProps {
  label: string;
  value: Fine | null;
  onChange: (value: Fine | null) => void;
}

function TermField({ label, value, onChange }: TermProps) {
  const choose = (kind: string) => {
    if (kind === 'none') onChange(null);
    else onChange(kind === 'fixed' ? { type: 'fixed', amountCents: 0 } : { type: 'percentage', percent: 0 });
  };
  const kind: Kind = value?.type ?? 'none';
  return (
    <fieldset className="plain">
      <legend>{label}</legend>
      <Group gap="xs" wrap="nowrap">
        <SegmentedControl
          size="xs"
          aria-label={`${label}: tipo`}
          value={kind}
          onChange={choose}
          data={[
            { value: 'none', label: 'Sem' },
            { value: 'percentage', label: '%' },
            { value: 'fixed', label: 'R$' },
          ]}
        />
        {value?.type === 'fixed' && (
          <MoneyField
            size="sm"
            aria-label={`${label} em reais`}
            required
            cents={value.amountCents}
            onCents={(cents) => onChange({ type: 'fixed', amountCents: cents ?? 0 })}
          />
        )}
        {value?.type === 'percentage' && (
          <PercentField
            size="sm"
            aria-label={`${label} em porcentagem`}
            required
            max={100}
            value={value.percent}
            onChange={(percent) => onChange({ type: 'percentage', percent: Number(percent) })}
          />
        )}
      </Group>
    </fieldset>
  );
}
