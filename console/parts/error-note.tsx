import { Alert, Button, Group, List } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { ApiProblem, wordsOf } from '../client/problem.ts';
import { faultWords } from '../words/fields.ts';

/** What went wrong and what to do about it, in the API's own Portuguese. */
export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, text, faults } = wordsOf(error);
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertCircle aria-hidden />} title={title}>
      {faults.length === 0 && text}
      {faults.length > 0 && (
        <List size="sm" spacing={2}>
          {faults.slice(0, 8).map((fault) => (
            <List.Item key={`${fault.path} ${fault.code}`}>{faultWords(fault)}</List.Item>
          ))}
        </List>
      )}
      {faults.length > 8 && <p>E mais {faults.length - 8}.</p>}
      {onRetry && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={onRetry}>
            Tentar de novo
          </Button>
        </Group>
      )}
      {error instanceof ApiProblem && error.status >= 500 && error.requestId && (
        <p className="quiet">Código para o suporte: {error.requestId}</p>
      )}
    </Alert>
  );
}
