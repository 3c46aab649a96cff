import { SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, ask, type Document } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { DateField } from '../../parts/date-field.tsx';
import { MoneyField } from '../../parts/money-field.tsx';
import { ReasonField } from '../../parts/reason-field.tsx';
import { useAsOpened } from '../../parts/use-as-opened.ts';
import { FormWindow } from '../../parts/window.tsx';
import { day, money } from '../../words/format.ts';
import { discountWords, fineWords, interestWords, type Terms } from '../../words/owed.ts';
import { OwedTable } from './owed-table.tsx';
import { TermsFields } from './terms-fields.tsx';

/** Desconto, acréscimo, prorrogação, juros, multa e valor, with before → after and what the payer will owe by day. */
export function AmendWindow({ document: current, onClose }: { document: Document; onClose: () => void }) {
  const document = useAsOpened(current);
  const [terms, setTerms] = useState<Terms>(() => termsOf(document));
  const [reason, setReason] = useState('');
  const changes = changesOf(document, terms);
  const amend = useWish(
    (body: Partial<Terms> & { reason?: string }) =>
      ask(
        api.PATCH('/v1/documents/{id}', {
          params: { path: { id: document.id } },
          body,
          // Whoever changed it meanwhile is not overwritten unseen: the answer is then 412.
          headers: { 'if-match': `"${document.version}"` },
        }),
      ),
    {
      onDone: () => {
        notifications.show({
          title: 'Alteração gravada',
          message: `${document.number}: segue sozinha para o Asaas.`,
        });
        onClose();
      },
    },
  );
  return (
    <FormWindow
      title={`Alterar ${document.number}`}
      size="58rem"
      onClose={onClose}
      onSubmit={() =>
        changes.length > 0
          ? amend.wish({
              ...Object.fromEntries(changes.map(({ field }) => [field, terms[field]])),
              ...(reason.trim() && { reason: reason.trim() }),
            })
          : onClose()
      }
      submitLabel={changes.length > 0 ? 'Gravar a alteração' : 'Nada mudou, fechar'}
      isBusy={amend.isPending}
      error={amend.error}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" mb="md">
        <Stack gap="sm">
          <DateField
            label="Vencimento"
            required
            clearable={false}
            value={terms.dueDate}
            onChange={(dueDate) => dueDate && setTerms({ ...terms, dueDate })}
          />
          <MoneyField
            label="Valor"
            required
            cents={terms.amountCents}
            onCents={(cents) => setTerms({ ...terms, amountCents: cents ?? 0 })}
          />
          <MoneyField
            label="Acréscimo"
            data-autofocus
            cents={terms.additionCents}
            onCents={(cents) => setTerms({ ...terms, additionCents: cents ?? 0 })}
          />
          <MoneyField
            label="Abatimento"
            cents={terms.rebateCents}
            onCents={(cents) => setTerms({ ...terms, rebateCents: cents ?? 0 })}
          />
          <TermsFields terms={terms} onChange={(next) => setTerms({ ...terms, ...next })} />
          <ReasonField isOptional value={reason} onChange={setReason} />
        </Stack>
        <Stack gap="md">
          <Changes changes={changes} />
          <OwedTable terms={terms} accountId={document.accountId} />
        </Stack>
      </SimpleGrid>
    </FormWindow>
  );
}

interface Change {
  field: keyof Terms;
  label: string;
  before: string;
  after: string;
}

function Changes({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) {
    return (
      <Text size="sm" className="quiet">
        O que mudar aparece aqui, antes e depois.
      </Text>
    );
  }
  return (
    <Table fz="sm" aria-label="Antes e depois" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Muda</Table.Th>
          <Table.Th>Antes</Table.Th>
          <Table.Th>Depois</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map(({ field, label, before, after }) => (
          <Table.Tr key={field}>
            <Table.Td>{label}</Table.Td>
            <Table.Td className="quiet">{before}</Table.Td>
            <Table.Td fw={600}>{after}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function termsOf(document: Document): Terms {
  const { amountCents, additionCents, rebateCents, dueDate, discount, fine, interest } = document;
  return { amountCents, additionCents, rebateCents, dueDate, discount, fine, interest };
}

/** How each term is named and written. */
const words: { [Field in keyof Terms]: { label: string; write: (value: Terms[Field]) => string } } = {
  dueDate: { label: 'Vencimento', write: day },
  amountCents: { label: 'Valor', write: money },
  additionCents: { label: 'Acréscimo', write: money },
  rebateCents: { label: 'Abatimento', write: money },
  discount: { label: 'Desconto', write: discountWords },
  fine: { label: 'Multa', write: fineWords },
  interest: { label: 'Juros', write: interestWords },
};

function changesOf(before: Terms, after: Terms): Change[] {
  const describe = <Field extends keyof Terms>(field: Field): Change[] => {
    if (JSON.stringify(before[field]) === JSON.stringify(after[field])) return [];
    const { label, write } = words[field];
    return [{ field, label, before: write(before[field]), after: write(after[field]) }];
  };
  return (Object.keys(words) as (keyof Terms)[]).flatMap(describe);
}
