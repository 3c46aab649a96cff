import { Alert, Anchor, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Document, Schemas } from '../../client/api.ts';
import { useEntryReason, useWriteReason } from '../../session/session.ts';
import { instant, money } from '../../words/format.ts';
import { disabledReason, flagLabels } from '../../words/statuses.ts';
import { AmendWindow } from './amend-window.tsx';

type Detail = Schemas['FlagDetail'];

/** What a person should look at: what it means, what was seen, of how much, since when, and each way out. */
export function FlagNotes({ document }: { document: Document }) {
  return document.flagDetails.map((detail) => (
    <Alert
      key={detail.flag}
      role="group"
      aria-label={flagLabels[detail.flag]}
      color="yellow"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={
        detail.amountCents === null
          ? flagLabels[detail.flag]
          : `${flagLabels[detail.flag]}: ${money(detail.amountCents)}`
      }
    >
      {[...new Set([detail.words, detail.reason, detail.cure])].join(' ')}
      <List size="sm" mt={6} spacing={2} aria-label={`Saídas de ${flagLabels[detail.flag]}`}>
        {detail.cures.map((cure) => (
          <List.Item key={cure.words}>
            <WayOut document={document} detail={detail} cure={cure} />
          </List.Item>
        ))}
      </List>
      <Text size="xs" mt={4}>
        Desde {instant(detail.since)}
        {detail.chargeId && ` · cobrança ${detail.chargeId} no Asaas`}
      </Text>
    </Alert>
  ));
}

interface WayProps {
  document: Document;
  detail: Detail;
  cure: Detail['cures'][number];
}

/** The API names the call that does it; here it is the screen or the window of that call. The rest is done elsewhere. */
function WayOut({ document, detail, cure: { call, words } }: WayProps): ReactNode {
  const entryReason = useEntryReason();
  switch (call) {
    case 'PATCH /v1/documents/{id}':
      return <AmendWay document={document}>{words}</AmendWay>;
    case 'POST /v1/divergences/{id}/resolve':
      return (
        <Link to="/divergencias" search={{ documento: document.id }}>
          {words}
        </Link>
      );
    case 'POST /v1/documents':
      return entryReason === undefined ? (
        <Link to="/documentos/novo" search={{ de: document.id, valor: missingCents(detail) }}>
          {words}
        </Link>
      ) : (
        `${words} ${entryReason}`
      );
    case 'POST /v1/settlement-returns':
      return <Link to="/retornos">{words}</Link>;
    case 'POST /v1/unidentified-receipts/{id}/assign':
      return <Link to="/recebimentos">{words}</Link>;
    default:
      return words;
  }
}

/** What is still to be collected. Of what was paid wrongly a negative amount is missing, and a positive one is too much. */
function missingCents({ flag, amountCents }: Detail): number | undefined {
  if (amountCents === null) return undefined;
  if (flag !== 'amount_differs' && flag !== 'superseded_slip_paid') return amountCents;
  return amountCents < 0 ? -amountCents : undefined;
}

function AmendWay({ document, children }: { document: Document; children: string }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const writeReason = useWriteReason();
  const reason = writeReason ?? disabledReason('amend', document);
  if (reason !== undefined) return `${children} ${reason}`;
  return (
    <>
      <Anchor component="button" type="button" size="sm" underline="always" onClick={() => setOpen(true)}>
        {children}
      </Anchor>
      {isOpen && <AmendWindow document={document} onClose={() => setOpen(false)} />}
    </>
  );
}
