import { Anchor, Button, CopyButton, Group, Image, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconCopy, IconExternalLink, IconFileTypePdf } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, ask, type Document } from '../../client/api.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { disabledReason } from '../../words/statuses.ts';
import { saveBoleto } from './boletos.ts';

/** What the payer needs: PDF, linha digitável and Pix. */
export function SlipPanel({ document }: { document: Document }) {
  const reason = disabledReason('print', document);
  const slip = useQuery({
    queryKey: ['documents', document.id, 'slip', document.syncedVersion],
    enabled: reason === undefined,
    queryFn: () => ask(api.GET('/v1/documents/{id}/boleto', { params: { path: { id: document.id } } })),
    staleTime: 300_000,
  });
  return (
    <section className="sheet" aria-label="Boleto e Pix" style={{ padding: 18 }}>
      <Title order={2} size="h5" mb="sm">
        Boleto e Pix
      </Title>
      {reason !== undefined && (
        <Text size="sm" className="quiet">
          {document.status === 'pending'
            ? 'Aparecem depois do registro: envie o documento em uma remessa.'
            : reason}
        </Text>
      )}
      {slip.isLoading && <Skeleton h={220} />}
      {slip.isError && <ErrorNote error={slip.error} onRetry={() => void slip.refetch()} />}
      {slip.data && reason === undefined && (
        <Stack gap="sm">
          <Group gap="xs">
            {slip.data.digitableLine && <OwnBoleto document={document} />}
            {slip.data.bankSlipUrl && (
              <Button
                component="a"
                href={slip.data.bankSlipUrl}
                target="_blank"
                rel="noopener"
                size="xs"
                variant="default"
                leftSection={<IconFileTypePdf size={15} aria-hidden />}
              >
                Boleto do Asaas (PDF)
              </Button>
            )}
            {slip.data.invoiceUrl && (
              <Anchor size="sm" href={slip.data.invoiceUrl} target="_blank" rel="noopener">
                Página do pagador <IconExternalLink size={13} aria-hidden />
              </Anchor>
            )}
          </Group>
          {slip.data.digitableLine && <CopyLine label="Linha digitável" text={slip.data.digitableLine} />}
          {slip.data.pix && (
            <Group align="flex-start" wrap="nowrap">
              <Image
                src={`data:image/png;base64,${slip.data.pix.image}`}
                alt="QR Code do Pix"
                w={132}
                h={132}
                bg="#fff"
                radius="sm"
              />
              <CopyLine label="Pix copia e cola" text={slip.data.pix.payload} />
            </Group>
          )}
        </Stack>
      )}
    </section>
  );
}

/** The boleto with the company's own mark. */
function OwnBoleto({ document }: { document: Document }) {
  const save = useMutation({ mutationFn: () => saveBoleto(document.id) });
  return (
    <>
      <Button
        size="xs"
        loading={save.isPending}
        leftSection={<IconFileTypePdf size={15} aria-hidden />}
        onClick={() => save.mutate()}
      >
        Boleto (PDF)
      </Button>
      {save.isError && <ErrorNote error={save.error} />}
    </>
  );
}

/** A long text that people copy rather than read. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  return (
    <div style={{ minWidth: 0 }}>
      <Text size="xs" className="quiet">
        {label}
      </Text>
      <div className="code">{text}</div>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            size="compact-xs"
            variant="light"
            mt={4}
            onClick={copy}
            aria-label={copied ? `${label}: copiado` : `Copiar: ${label}`}
            leftSection={copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
          >
            {copied ? 'Copiado' : 'Copiar'}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
