import { Button, Group, Select, SimpleGrid, Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, ask, once, type Schemas } from '../../client/api.ts';
import { ApiProblem } from '../../client/problem.ts';
import { useWish } from '../../client/use-wish.ts';
import { DateField } from '../../parts/date-field.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { MoneyField } from '../../parts/money-field.tsx';
import { Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useEntryReason } from '../../session/session.ts';
import { addDays, taxId, today } from '../../words/format.ts';
import { type Terms, TermsFields } from './terms-fields.tsx';

type Entry = Schemas['DocumentEntry'] & { discount?: unknown };

const blank = {
  erpId: '',
  number: '',
  taxId: '',
  name: '',
  email: '',
  amountCents: null as number | null,
  dueDate: addDays(today(), 30),
  billingType: 'UNDEFINED',
  terms: { discount: null, fine: null, interest: null } as Terms,
};

/** One document by hand; the ERP brings the many. It can begin with the payer of another one. */
export function NewDocumentScreen() {
  const { de, valor } = useSearch({ from: '/documentos/novo' });
  const model = useQuery({
    queryKey: ['documents', de],
    enabled: de !== undefined,
    queryFn: () => ask(api.GET('/v1/documents/{id}', { params: { path: { id: de ?? '' } } })),
  });
  if (de === undefined) return <EntryForm start={blank} />;
  if (model.isError) return <ErrorNote error={model.error} onRetry={() => void model.refetch()} />;
  if (!model.data) return <Skeleton h={420} aria-label="Carregando" />;
  const { payer, billingType } = model.data;
  const ofPayer = { taxId: taxId(payer.taxId), name: payer.name, email: payer.email ?? '' };
  return <EntryForm start={{ ...blank, ...ofPayer, billingType, amountCents: valor ?? null }} />;
}

function EntryForm({ start }: { start: typeof blank }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(() => ({ ...start, erpId: `console-${crypto.randomUUID()}` }));
  const set = (changes: Partial<typeof blank>) => setTyped({ ...typed, ...changes });
  const entryReason = useEntryReason();
  const enter = useWish(enterOne, {
    onDone: (id) => {
      notifications.show({
        title: 'Documento incluído',
        message: `${typed.number} está pronto para a remessa.`,
      });
      void navigate({ to: '/documentos/$id', params: { id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (entryReason === undefined) enter.wish(toEntry(typed));
  };
  return (
    <Page title="Novo documento" about="Um título digitado aqui; os demais chegam do ERP.">
      <form onSubmit={submit} className="sheet" style={{ padding: 20, maxWidth: 860 }}>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <TextInput
              label="Número do documento"
              required
              data-autofocus
              autoFocus
              maxLength={100}
              value={typed.number}
              onChange={(event) => set({ number: event.currentTarget.value })}
            />
            <MoneyField
              label="Valor"
              required
              cents={typed.amountCents}
              onCents={(amountCents) => set({ amountCents })}
            />
            <DateField
              label="Vencimento"
              required
              clearable={false}
              value={typed.dueDate}
              onChange={(dueDate) => dueDate && set({ dueDate })}
            />
            <TextInput
              label="CPF ou CNPJ do pagador"
              required
              value={typed.taxId}
              onChange={(event) => set({ taxId: event.currentTarget.value })}
            />
            <TextInput
              label="Nome do pagador"
              required
              maxLength={200}
              value={typed.name}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            <TextInput
              label="E-mail do pagador"
              type="email"
              value={typed.email}
              onChange={(event) => set({ email: event.currentTarget.value })}
            />
            <Select
              label="Forma"
              allowDeselect={false}
              data={[
                { value: 'UNDEFINED', label: 'Boleto ou Pix' },
                { value: 'BOLETO', label: 'Boleto' },
                { value: 'PIX', label: 'Pix' },
              ]}
              value={typed.billingType}
              onChange={(value) => set({ billingType: value ?? 'UNDEFINED' })}
            />
          </SimpleGrid>
          <details>
            <summary>
              <Title order={2} size="h6" component="span">
                Desconto, multa e juros
              </Title>
            </summary>
            <div style={{ marginTop: 12, maxWidth: 420 }}>
              <TermsFields terms={typed.terms} onChange={(terms) => set({ terms })} />
            </div>
          </details>
          {enter.isError && <ErrorNote error={enter.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => window.history.back()}>
              Voltar
            </Button>
            <ReasonedButton type="submit" loading={enter.isPending} disabledReason={entryReason}>
              Incluir documento
            </ReasonedButton>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}

function toEntry({ taxId, name, email, amountCents, terms, ...rest }: typeof blank): Entry {
  return {
    ...rest,
    billingType: rest.billingType as 'BOLETO',
    payer: { taxId, name, ...(email && { email }) },
    amountCents: amountCents ?? 0,
    ...(terms.discount && { discount: terms.discount }),
    ...(terms.fine && { fine: terms.fine }),
    ...(terms.interest && { interest: terms.interest }),
  };
}

/** The row's own faults are told as a refusal of the whole, since there is but one. */
async function enterOne(entry: Entry, key: string): Promise<string> {
  const { documents } = await ask(api.POST('/v1/documents', { body: { documents: [entry] }, ...once(key) }));
  const [row] = documents;
  if (row?.id && row.result !== 'invalid') return row.id;
  throw new ApiProblem(422, { code: 'row_refused', title: 'Confira os campos', errors: row?.errors ?? [] });
}
