import { Alert } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import type { Schemas } from '../client/api.ts';
import { instant } from '../words/format.ts';

/** "Not now": what it waits for, until when, and what ends it, in the API's own Portuguese. */
export function HoldNote({ hold }: { hold: Schemas['Hold'] }) {
  return (
    <Alert
      mt="sm"
      color="yellow"
      variant="light"
      icon={<IconHandStop aria-hidden />}
      title={`Parado: ${hold.reason}`}
    >
      {[hold.outlook, hold.cure].filter(Boolean).join(' ')}
      {hold.until && ` Nova tentativa em ${instant(hold.until)}.`}
    </Alert>
  );
}
