import { Anchor, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AuditEntry } from '../../client/api.ts';
import { Window } from '../../parts/window.tsx';
import { preciseInstant } from '../../words/format.ts';
import { actorWords, detailLines } from '../../words/timeline.ts';
import { actionWords, changesOf, kindLabels } from './audit-words.ts';
import { routeOf, Value } from './resource-name.tsx';

/** One entry whole: who, when, each field before and after, and the way to what was changed. */
export function EntryWindow({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const changes = changesOf(entry);
  const lines = changes.length === 0 ? detailLines(entry.after ?? {}) : [];
  const route = routeOf(entry);
  return (
    <Window onClose={onClose} size="lg" title={actionWords(entry)}>
      <Text size="sm" mb="sm">
        {actorWords(entry.actor)}, em {preciseInstant(entry.at)}.{' '}
        {route && (
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to={route} params={{ id: entry.resourceId }} {...props} />}
          >
            Abrir: {kindLabels[entry.kind]}
          </Anchor>
        )}
      </Text>
      {changes.length > 0 && (
        <Table fz="sm" aria-label="Antes e depois">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Campo</Table.Th>
              <Table.Th>Antes</Table.Th>
              <Table.Th>Depois</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map(({ field, label, before, after }) => (
              <Table.Tr key={field}>
                <Table.Th>{label}</Table.Th>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  <Value field={field} value={before} />
                </Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  <b>
                    <Value field={field} value={after} />
                  </b>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {lines.map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
      {changes.length === 0 && lines.length === 0 && (
        <Text size="sm" className="quiet">
          Não há campos a comparar: o ato em si é o registro.
        </Text>
      )}
    </Window>
  );
}
