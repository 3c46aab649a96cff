import { Alert, Button, Group, Text } from '@mantine/core';
import { CopyLine } from '../documents/slip-panel.tsx';

/** The secret with which deliveries are signed: shown once. */
export function SecretNote({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  return (
    <>
      <Alert color="yellow" variant="light" mb="sm" title="Copie agora">
        O segredo não será mostrado de novo.
      </Alert>
      {secret === null ? (
        <p>O segredo já foi mostrado uma vez e não se repete: troque-o por outro.</p>
      ) : (
        <CopyLine label="Segredo" text={secret} />
      )}
      <Text size="sm" mt="sm">
        Com ele o ERP confere a assinatura de cada entrega (Standard Webhooks, cabeçalho{' '}
        <span className="code">webhook-signature</span>).
      </Text>
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>Já copiei</Button>
      </Group>
    </>
  );
}
