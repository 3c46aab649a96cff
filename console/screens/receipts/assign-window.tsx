import { Radio, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Document, once, type Receipt } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { FormWindow } from '../../parts/window.tsx';
import { day, money } from '../../words/format.ts';
import { chargedCents } from '../../words/owed.ts';
import { statusLooks } from '../../words/statuses.ts';

/** Which document a receipt is the payment of: the suggested one, or another that is searched for. */
export function AssignWindow({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  const [q, setQ] = useState('');
  const [asked] = useDebouncedValue(q.trim(), 300);
  const [chosen, setChosen] = useState<string | null>(receipt.suggestedDocumentId);
  const candidates = useCandidates(receipt, asked);
  const assign = useWish(
    (documentId: string, key) =>
      ask(
        api.POST('/v1/unidentified-receipts/{id}/assign', {
          params: { path: { id: receipt.id } },
          body: { documentId },
          ...once(key),
        }),
      ),
    {
      onDone: () => {
        notifications.show({ title: 'Recebimento atribuído', message: 'O documento será baixado com ele.' });
        onClose();
      },
    },
  );
  return (
    <FormWindow
      title={`Atribuir ${money(receipt.grossCents)}`}
      size="lg"
      onClose={onClose}
      onSubmit={() => chosen && assign.wish(chosen)}
      submitLabel="Atribuir ao documento"
      isBusy={assign.isPending}
      error={assign.error}
    >
      <Text size="sm" mb="sm">
        Pago em {day(receipt.paidOn)}. O documento é baixado com este recebimento e a cobrança dele sai do
        Asaas. Um recebimento é atribuído uma só vez.
      </Text>
      <TextInput
        label="Procurar documento"
        placeholder="Número, pagador, CPF/CNPJ"
        data-autofocus
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
        mb="sm"
      />
      {candidates.isPending && <Skeleton h={90} />}
      <Radio.Group label="Documento" required value={chosen} onChange={setChosen}>
        <Stack gap={6} mt={4}>
          {candidates.data?.map((document) => (
            <Radio
              key={document.id}
              value={document.id}
              label={`${document.number} · ${document.payer.name} · ${money(chargedCents(document))} · vence ${day(document.dueDate)}`}
              description={
                document.id === receipt.suggestedDocumentId
                  ? `Sugestão: ${receipt.suggestion?.words ?? ''}`
                  : statusLooks[document.status].label
              }
            />
          ))}
          {candidates.data?.length === 0 && (
            <Text size="sm" className="quiet">
              Nenhum documento encontrado nesta conta.
            </Text>
          )}
        </Stack>
      </Radio.Group>
    </FormWindow>
  );
}

function useCandidates(receipt: Receipt, q: string) {
  return useQuery({
    queryKey: ['documents', 'candidates', receipt.id, q],
    queryFn: async () => {
      const { accountId, suggestedDocumentId: id } = receipt;
      const query = {
        accountId,
        status: 'registered,overdue,paid,settled,cancelled',
        limit: 8,
        ...(q && { q }),
      };
      const { data } = await ask(api.GET('/v1/documents', { params: { query } }));
      if (!id || q || data.some((document) => document.id === id)) return data;
      const suggested: Document = await ask(api.GET('/v1/documents/{id}', { params: { path: { id } } }));
      return [suggested, ...data];
    },
  });
}
