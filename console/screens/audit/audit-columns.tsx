import type { AuditEntry } from '../../client/api.ts';
import type { Column } from '../../list/data-list.tsx';
import { preciseInstant } from '../../words/format.ts';
import { actorWords, detailLines } from '../../words/timeline.ts';
import { actionWords, changesOf, kindLabels } from './audit-words.ts';
import { ResourceName, Value } from './resource-name.tsx';

export const auditColumns: readonly Column<AuditEntry>[] = [
  {
    id: 'at',
    label: 'Quando',
    width: 182,
    wideOnly: true,
    cell: (row) => <time dateTime={row.at}>{preciseInstant(row.at)}</time>,
  },
  { id: 'actor', label: 'Quem', width: 134, narrow: 104, cell: (row) => <Who actor={row.actor} /> },
  {
    id: 'action',
    label: 'O que fez',
    width: 188,
    narrow: 0,
    cell: (row) => (
      <>
        {actionWords(row)}
        <span className="narrow-only quiet">
          {preciseInstant(row.at)} · <ResourceName entry={row} />
        </span>
      </>
    ),
  },
  {
    id: 'resource',
    label: 'Em que',
    width: 180,
    wideOnly: true,
    cell: (row) => (
      <span title={kindLabels[row.kind]}>
        <ResourceName entry={row} />
      </span>
    ),
  },
  { id: 'changes', label: 'Antes → depois', wideOnly: true, cell: (row) => <Changes entry={row} /> },
];

function Who({ actor }: { actor: string }) {
  const words = actorWords(actor);
  return <span title={words}>{words}</span>;
}

/** As much as the row has room for; the window has all. */
function Changes({ entry }: { entry: AuditEntry }) {
  // The name of a new thing stands in the column before.
  const changes = changesOf(entry).filter(({ field, before }) => field !== 'name' || before !== null);
  if (changes.length === 0) return detailLines(entry.after ?? {})[0] ?? '—';
  return changes.map((change, at) => (
    <span key={change.field}>
      {at > 0 && ' · '}
      {change.label}:{' '}
      {change.before !== null && (
        <>
          <span className="quiet">
            <Value field={change.field} value={change.before} />
          </span>{' '}
          →{' '}
        </>
      )}
      <b>
        <Value field={change.field} value={change.after} />
      </b>
    </span>
  ));
}
