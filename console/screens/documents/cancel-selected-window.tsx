import { Alert, List, Text } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Document, once } from '../../client/api.ts';
import { oneByOne, type Refusal } from '../../client/one-by-one.ts';
import { useWish } from '../../client/use-wish.ts';
import { ReasonField } from '../../parts/reason-field.tsx';
import { useAsOpened } from '../../parts/use-as-opened.ts';
import { FormWindow } from '../../parts/window.tsx';
import { counted, money } from '../../words/format.ts';
import { chargedCents } from '../../words/owed.ts';

interface Props {
  documents: readonly Document[];
  onClose: () => void;
}

/** Cancels several documents, one after the other, and says of each that was refused why. */
export function CancelSelectedWindow({ documents, onClose }: Props) {
  const [reason, setReason] = useState('');
  const chosen = useAsOpened(documents);
  const cancel = useWish(({ reason: why }: { reason: string }, key) => cancelEach(chosen, why, key));
  const sum = chosen.reduce((cents, document) => cents + chargedCents(document), 0);
  const many = counted(chosen.length, 'documento', 'documentos');
  if (cancel.data) return <Results chosen={chosen} refusals={cancel.data} onClose={onClose} />;
  return (
    <FormWindow
      title={`Cancelar ${many}`}
      onClose={onClose}
      onSubmit={() => cancel.wish({ reason: reason.trim() })}
      submitLabel={`Cancelar ${many}, ${money(sum)}`}
      isBusy={cancel.isPending}
      error={cancel.error}
      isDangerous
    >
      <Text size="sm" mb="sm">
        As cobranças saem do Asaas e os pagadores não conseguem mais pagá-las. Se algum pagar antes, o
        pagamento vale. Para cobrar de novo, será preciso uma nova remessa.
      </Text>
      <ReasonField value={reason} onChange={setReason} />
    </FormWindow>
  );
}

/** Asks for each cancellation under a key of its own, so that a repetition asks for none twice. */
function cancelEach(documents: readonly Document[], reason: string, key: string) {
  return oneByOne(documents, ({ id, version }) => {
    const headers = { ...once(`${key}/${id}`).headers, 'if-match': `"${version}"` };
    return ask(
      api.POST('/v1/documents/{id}/cancel', { params: { path: { id } }, body: { reason }, headers }),
    );
  });
}

function Results(props: {
  chosen: readonly Document[];
  refusals: readonly Refusal<Document>[];
  onClose: () => void;
}) {
  const { chosen, refusals, onClose } = props;
  const done = chosen.length - refusals.length;
  return (
    <FormWindow
      title="Cancelamento pedido"
      onClose={onClose}
      onSubmit={onClose}
      submitLabel="Fechar"
      isBusy={false}
      error={null}
    >
      <Text size="sm" mb="sm" role="status">
        {counted(done, 'cancelamento pedido', 'cancelamentos pedidos')}: as cobranças saem do Asaas em
        instantes.
      </Text>
      {refusals.length > 0 && (
        <Alert
          color="red"
          variant="light"
          title={counted(refusals.length, 'documento não foi cancelado', 'documentos não foram cancelados')}
        >
          <List size="sm" spacing={2}>
            {refusals.map(({ item: { id, number }, problem }) => (
              <List.Item key={id}>
                {number}: {problem.message}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </FormWindow>
  );
}
