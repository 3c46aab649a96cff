import { Group, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useParams, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, type Document, once } from '../client/api.ts';
import { useWish } from '../client/use-wish.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { ReasonedButton } from '../parts/reasoned-button.tsx';
import { StatusMark } from '../parts/status-mark.tsx';
import { day, money } from '../words/format.ts';
import { chargedCents } from '../words/owed.ts';
import type { Paid } from './paid.ts';

const shownDocuments = 6;
const lookAgainMs = 2_000;

interface Way {
  label: string;
  /** What is told once it is done. */
  told: string;
  body: (document: Document) => { method: 'pix' | 'boleto'; amountCents?: number; daysLate?: number };
  isPossible: (document: Document) => boolean;
}

/** How a payer pays. A charge takes no other amount than its own: a part comes as Pix to the account's key. */
const ways: readonly Way[] = [
  { label: 'Pix', told: 'Pix', body: () => ({ method: 'pix' }), isPossible: () => true },
  {
    label: 'Boleto',
    told: 'boleto, creditado no próximo dia útil',
    body: () => ({ method: 'boleto' }),
    isPossible: ({ billingType }) => billingType !== 'PIX',
  },
  {
    label: 'Com 5 dias de atraso',
    told: 'Pix com 5 dias de atraso',
    body: () => ({ method: 'pix', daysLate: 5 }),
    isPossible: () => true,
  },
  {
    label: 'Só a metade',
    told: 'Pix da metade',
    body: (document) => ({ method: 'pix', amountCents: Math.max(1, Math.floor(chargedCents(document) / 2)) }),
    isPossible: () => true,
  },
];

/** Documents that somebody can pay: the one on the page alone, else the next ones that fall due. */
export function PayingPayers({
  disabledReason,
  onPaid,
}: {
  disabledReason: string | undefined;
  onPaid: (paid: Paid) => void;
}) {
  const [q, setQ] = useState('');
  const documents = usePayable(q);
  const pay = useWish(
    ({ document, way }: { document: Document; way: Way }, key) =>
      ask(
        api.POST('/v1/simulator/payments', {
          body: { documentId: document.id, ...way.body(document) },
          ...once(key),
        }),
      ),
    {
      onDone: ({ chargeId }, { document, way }) =>
        onPaid({
          key: crypto.randomUUID(),
          documentId: document.id,
          how: way.told,
          isUnidentified: chargeId !== document.chargeId,
        }),
    },
  );
  return (
    <Stack gap={8}>
      <TextInput
        size="xs"
        aria-label="Documento ou pagador"
        placeholder="Documento ou pagador"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      {documents.isPending && <Skeleton h={70} />}
      {documents.isError && <ErrorNote error={documents.error} />}
      {documents.data?.length === 0 && (
        <Text size="sm" className="quiet">
          Nenhum documento aguarda pagamento. Envie um em <Link to="/remessa">Remessa para Cobrança</Link>.
        </Text>
      )}
      {pay.error && <ErrorNote error={pay.error} />}
      {documents.data?.map((document) => (
        <Payable
          key={document.id}
          document={document}
          disabledReason={disabledReason}
          busyWay={pay.isPending && pay.variables.document.id === document.id ? pay.variables.way : null}
          onPay={(way) => pay.wish({ document, way })}
        />
      ))}
    </Stack>
  );
}

interface PayableProps {
  document: Document;
  disabledReason: string | undefined;
  busyWay: Way | null;
  onPay: (way: Way) => void;
}

function Payable({ document, disabledReason, busyWay, onPay }: PayableProps) {
  return (
    <div className="sheet" style={{ padding: '8px 10px' }}>
      <Group justify="space-between" gap={6} wrap="nowrap">
        <Text size="sm" fw={600} truncate>
          {document.number}
        </Text>
        <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
          {money(chargedCents(document))}
        </Text>
      </Group>
      <Group justify="space-between" gap={6} wrap="nowrap" mb={6}>
        <Text size="xs" className="quiet" truncate>
          {document.payer.name} · vence {day(document.dueDate)}
        </Text>
        <StatusMark status={document.status} />
      </Group>
      <Group gap={4}>
        {ways
          .filter((way) => way.isPossible(document))
          .map((way) => (
            <ReasonedButton
              key={way.label}
              size="compact-xs"
              variant={way.label === 'Pix' ? 'filled' : 'default'}
              disabledReason={disabledReason}
              loading={busyWay === way}
              aria-label={`Pagar ${document.number}: ${way.label}`}
              onClick={() => onPay(way)}
            >
              {way.label}
            </ReasonedButton>
          ))}
      </Group>
    </div>
  );
}

const payable = ['registered', 'overdue'] as const;

function usePayable(text: string) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const { id } = useParams({ strict: false });
  const shownId = id !== undefined && path.startsWith('/documentos/') ? id : null;
  const [q] = useDebouncedValue(text.trim(), 250);
  return useQuery({
    queryKey: ['documents', 'payable', shownId, q],
    queryFn: async () => {
      if (shownId !== null && q === '') {
        const one = await ask(api.GET('/v1/documents/{id}', { params: { path: { id: shownId } } }));
        if (payable.some((status) => status === one.status)) return [one];
      }
      const query = { status: payable.join(','), limit: shownDocuments, ...(q && { q }) };
      return (await ask(api.GET('/v1/documents', { params: { query } }))).data;
    },
    placeholderData: keepPreviousData,
    refetchInterval: lookAgainMs,
  });
}
