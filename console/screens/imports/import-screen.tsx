import { Alert, Button, Group, Table, Text, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconDownload,
  IconFileImport,
  IconUpload,
} from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, ask, once } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { saveCsv } from '../../list/csv.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useEntryReason } from '../../session/session.ts';
import { count, counted } from '../../words/format.ts';
import { sendChoice } from '../remittances/send-choice.ts';
import {
  type ChosenFile,
  fileBytesMax,
  type ImportReport,
  readChosenFile,
  templateColumns,
} from './import-file.ts';
import { ImportRows } from './import-rows.tsx';

type Wish = { file: ChosenFile; dryRun: boolean; onFault: 'enter_nothing' | 'enter_the_others' };

/** Importar: a file is tried first, row by row, and entered by a second press. Nothing is ever half done. */
export function ImportScreen() {
  const entryReason = useEntryReason();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const { linhas } = useSearch({ from: '/importar' });
  const navigate = useNavigate();
  const work = useWish(({ file: { base64 }, ...options }: Wish, key) =>
    ask(api.POST('/v1/documents/import', { body: { file: base64, ...options }, ...once(key) })),
  );
  const choose = async (chosen: File | null) => {
    if (!chosen) return;
    setTooLarge(chosen.size > fileBytesMax);
    if (chosen.size > fileBytesMax) return;
    const read = await readChosenFile(chosen);
    setFile(read);
    void navigate({ to: '/importar', search: {} });
    work.wish({ file: read, dryRun: true, onFault: 'enter_nothing' });
  };
  const report = work.data;
  return (
    <Page
      title="Importar"
      about="Um arquivo CSV de contas a receber: primeiro a conferência linha a linha, depois a inclusão."
      actions={
        <Button
          size="sm"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={saveTemplate}
        >
          Baixar o modelo
        </Button>
      }
    >
      <Group gap="sm">
        <ChooseButton reason={entryReason} isBusy={work.isPending} onChoose={choose} />
        {file && <Text size="sm">{file.name}</Text>}
      </Group>
      {tooLarge && (
        <Alert role="alert" color="red" variant="light" title="O arquivo é grande demais">
          Até 3 MB e 5.000 linhas por arquivo: divida-o.
        </Alert>
      )}
      {work.isError && <ErrorNote error={work.error} />}
      {report && file && (
        <>
          <Outcome report={report} />
          {!report.entered && (
            <Group className="no-print">
              <EnterButton
                counts={report.counts}
                isBusy={work.isPending}
                reason={entryReason}
                onEnter={(onFault) => work.wish({ file, dryRun: false, onFault })}
              />
            </Group>
          )}
          <ImportRows
            report={report}
            lines={file.lines}
            kind={linhas ?? (report.counts.invalid > 0 ? 'recusadas' : 'aceitas')}
            onKind={(kind) => void navigate({ to: '/importar', search: { linhas: kind } })}
          />
        </>
      )}
      {!report && !work.isPending && <Columns />}
    </Page>
  );
}

interface ChooseProps {
  reason: string | undefined;
  isBusy: boolean;
  onChoose: (file: File | null) => Promise<void>;
}

/** F2 goes to it: a browser opens no file for a function key. A corrected file may be chosen again under the same name. */
function ChooseButton({ reason, isBusy, onChoose }: ChooseProps) {
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useFunctionKeys({ f2: () => button.current?.focus() });
  return (
    <>
      <input
        ref={field}
        type="file"
        hidden
        accept=".csv,.txt,text/csv,text/plain"
        onChange={(event) => {
          const [chosen = null] = event.currentTarget.files ?? [];
          void onChoose(chosen);
          event.currentTarget.value = '';
        }}
      />
      <ReasonedButton
        ref={button}
        size="sm"
        disabledReason={reason}
        loading={isBusy}
        leftSection={<IconUpload size={16} aria-hidden />}
        onClick={() => field.current?.click()}
      >
        Escolher o arquivo
      </ReasonedButton>
    </>
  );
}

/** What would become of the file, or what became of it. */
function Outcome({ report: { entered, counts, accepted } }: { report: ImportReport }) {
  const words = [
    counts.created > 0 && counted(counts.created, 'documento novo', 'documentos novos'),
    counts.updated > 0 && counted(counts.updated, 'alterado', 'alterados'),
    counts.unchanged > 0 && `${count(counts.unchanged)} já estavam iguais`,
    counts.invalid > 0 && counted(counts.invalid, 'linha recusada', 'linhas recusadas'),
  ].filter(Boolean);
  if (!entered) {
    const isFaulty = counts.invalid > 0;
    return (
      <Alert
        role="status"
        color={isFaulty ? 'yellow' : 'blue'}
        variant="light"
        icon={isFaulty ? <IconAlertTriangle aria-hidden /> : <IconFileImport aria-hidden />}
        title={`Conferido, e nada incluído ainda: ${words.join(', ')}`}
      >
        {isFaulty
          ? 'Corrija no arquivo as linhas recusadas e escolha-o de novo, ou inclua só as outras.'
          : 'Use o botão abaixo para incluir.'}
      </Alert>
    );
  }
  const created = accepted.flatMap(({ result, documentId }) =>
    result === 'created' && documentId ? [documentId] : [],
  );
  return (
    <Alert
      role="status"
      color="teal"
      variant="light"
      icon={<IconCircleCheck aria-hidden />}
      title={`Incluído: ${words.join(', ')}`}
    >
      {created.length > 0 && (
        <Link to="/remessa" search={{ escolhidos: true }} onClick={() => sendChoice.set(created)}>
          Enviar em remessa {created.length === 1 ? 'o novo' : `os ${count(created.length)} novos`}
        </Link>
      )}
    </Alert>
  );
}

interface EnterProps {
  counts: ImportReport['counts'];
  isBusy: boolean;
  reason: string | undefined;
  onEnter: (onFault: Wish['onFault']) => void;
}

/** All of it, or all but what was refused; the button says how many. */
function EnterButton({ counts, isBusy, reason, onEnter }: EnterProps) {
  const many = counts.created + counts.updated;
  const nothing = many > 0 ? undefined : 'Não há o que incluir: nenhuma linha traz novidade.';
  return (
    <ReasonedButton
      size="sm"
      loading={isBusy}
      disabledReason={reason ?? nothing}
      variant={counts.invalid > 0 ? 'default' : 'filled'}
      leftSection={<IconFileImport size={16} aria-hidden />}
      onClick={() => onEnter(counts.invalid > 0 ? 'enter_the_others' : 'enter_nothing')}
    >
      {counts.invalid > 0
        ? `Incluir só as outras (${counted(many, 'documento', 'documentos')})`
        : `Incluir ${counted(many, 'documento', 'documentos')}`}
    </ReasonedButton>
  );
}

/** What a file must look like: for who has none yet. */
function Columns() {
  return (
    <section className="sheet" style={{ padding: 18 }} aria-label="Colunas do arquivo">
      <Title order={2} size="h5" mb={4}>
        Como é o arquivo
      </Title>
      <Text size="sm" className="quiet" mb="sm" maw={760}>
        Exporte as contas a receber do ERP em CSV, com ponto e vírgula, ou preencha o modelo. Um documento é
        reconhecido por Documento e Parcela: o mesmo arquivo, enviado duas vezes, não duplica nada.
      </Text>
      <Table fz="sm" verticalSpacing={3} aria-label="Colunas">
        <Table.Tbody>
          {templateColumns.map(({ heading, example, about }) => (
            <Table.Tr key={heading}>
              <Table.Th w={140}>{heading}</Table.Th>
              <Table.Td>{about}</Table.Td>
              <Table.Td className="quiet">{example}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function saveTemplate() {
  saveCsv(
    'modelo-contas-a-receber.csv',
    templateColumns.map(({ heading }) => heading),
    [templateColumns.map(({ example }) => example)],
  );
}
