import { Tabs } from '@mantine/core';
import { IconCircleX, IconEqual, IconPencil, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Column, DataList } from '../../list/data-list.tsx';
import { Empty } from '../../parts/page.tsx';
import { RowLink } from '../../parts/row-link.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { count } from '../../words/format.ts';
import type { Look } from '../../words/statuses.ts';
import type { ImportReport } from './import-file.ts';
import type { ImportSearch } from './import-search.ts';

type Accepted = ImportReport['accepted'][number];
type Kind = NonNullable<ImportSearch['linhas']>;

interface Props {
  report: ImportReport;
  /** The file's own lines, shown beside what became of them. */
  lines: readonly string[];
  kind: Kind;
  onKind: (kind: Kind) => void;
}

/** Every row of the file: what was refused with field and cure, and what was accepted with its document. */
export function ImportRows({ report, lines, kind, onKind }: Props) {
  const { counts, moreInvalid } = report;
  return (
    <>
      <Tabs value={kind} onChange={(value) => onKind(value === 'aceitas' ? 'aceitas' : 'recusadas')}>
        <Tabs.List>
          <Tabs.Tab value="recusadas">Recusadas {count(counts.invalid)}</Tabs.Tab>
          <Tabs.Tab value="aceitas">Aceitas {count(counts.rows - counts.invalid)}</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {kind === 'recusadas' ? (
        <RefusedRows report={report} lines={lines} />
      ) : (
        <AcceptedRows report={report} lines={lines} />
      )}
      {kind === 'recusadas' && moreInvalid !== undefined && (
        <p className="quiet">
          E mais {count(moreInvalid)} linhas recusadas: corrija estas e confira de novo.
        </p>
      )}
    </>
  );
}

interface Fault {
  key: string;
  line: number;
  column: string;
  message: string;
}

const faultColumns = (lines: readonly string[]): Column<Fault>[] => [
  { id: 'line', label: 'Linha', width: 76, narrow: 60, align: 'right', cell: (row) => count(row.line) },
  {
    id: 'column',
    label: 'Coluna',
    width: 142,
    narrow: 96,
    cell: (row) => <Mark look={{ ...refused, label: row.column }} />,
  },
  { id: 'message', label: 'O que corrigir', cell: (row) => <span title={row.message}>{row.message}</span> },
  { id: 'text', label: 'No arquivo', wideOnly: true, cell: (row) => <LineText text={lines[row.line - 1]} /> },
];

function RefusedRows({ report, lines }: Pick<Props, 'report' | 'lines'>) {
  const faults = useMemo(
    () =>
      report.invalid.flatMap(({ line, errors }): Fault[] =>
        errors.map(({ path, code, message }) => ({
          key: `${line} ${path} ${code}`,
          line,
          column: path,
          message,
        })),
      ),
    [report],
  );
  return (
    <DataList
      label="Linhas recusadas"
      columns={faultColumns(lines)}
      rows={faults}
      idOf={(row) => row.key}
      nameOf={(row) => `a linha ${row.line}`}
      empty={<Empty title="Nenhuma linha recusada">O arquivo inteiro pode ser incluído.</Empty>}
    />
  );
}

const acceptedColumns = (lines: readonly string[], entered: boolean): Column<Accepted>[] => [
  { id: 'line', label: 'Linha', width: 76, narrow: 60, align: 'right', cell: (row) => count(row.line) },
  {
    id: 'result',
    label: entered ? 'Resultado' : 'O que será',
    width: 150,
    cell: (row) => <Mark look={resultLooks[row.result]} />,
  },
  {
    id: 'document',
    label: 'Documento',
    width: 110,
    narrow: 92,
    cell: (row) =>
      row.documentId ? (
        <RowLink to="/documentos/$id" id={row.documentId}>
          Abrir
        </RowLink>
      ) : (
        '—'
      ),
  },
  { id: 'text', label: 'No arquivo', wideOnly: true, cell: (row) => <LineText text={lines[row.line - 1]} /> },
];

function AcceptedRows({ report, lines }: Pick<Props, 'report' | 'lines'>) {
  const navigate = useNavigate();
  return (
    <DataList
      label="Linhas aceitas"
      columns={acceptedColumns(lines, report.entered)}
      rows={report.accepted}
      idOf={(row) => String(row.line)}
      nameOf={(row) => `a linha ${row.line}`}
      onOpen={({ documentId }) =>
        documentId && void navigate({ to: '/documentos/$id', params: { id: documentId } })
      }
      empty={<Empty title="Nenhuma linha aceita">Corrija as recusadas e escolha o arquivo de novo.</Empty>}
    />
  );
}

const refused = { tone: 'bad', icon: IconCircleX } as const;

const resultLooks: Record<Accepted['result'], Look> = {
  created: { label: 'Novo', tone: 'good', icon: IconPlus, hint: 'Não havia documento com este número.' },
  updated: { label: 'Alterado', tone: 'busy', icon: IconPencil, hint: 'O documento já existia e muda.' },
  unchanged: { label: 'Igual', tone: 'calm', icon: IconEqual, hint: 'O documento já está assim.' },
};

function LineText({ text = '' }: { text: string | undefined }) {
  return (
    <span className="code quiet" title={text}>
      {text}
    </span>
  );
}
