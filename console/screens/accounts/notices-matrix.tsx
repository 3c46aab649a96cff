import { Checkbox, NativeSelect, Table } from '@mantine/core';
import { channelWords, dayChoices, kindWords, type Notice } from './notice-words.ts';

type Channel = Notice['channels'][number];

const channels = Object.keys(channelWords) as Channel[];

interface Props {
  notices: readonly Notice[];
  isReadOnly: boolean;
  onChange: (notices: Notice[]) => void;
}

/** Every kind of notice with the ways it goes out, one mark each. */
export function NoticesMatrix({ notices, isReadOnly, onChange }: Props) {
  const change = (changed: Notice) =>
    onChange(notices.map((each) => (each.kind === changed.kind ? changed : each)));
  return (
    <Table fz="sm" verticalSpacing={4} aria-label="Quais avisos, e por onde" maw={640}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Aviso</Table.Th>
          {channels.map((channel) => (
            <Table.Th key={channel} ta="center">
              {channelWords[channel]}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {notices.map((notice) => (
          <NoticeRow key={notice.kind} notice={notice} isReadOnly={isReadOnly} onChange={change} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface RowProps {
  notice: Notice;
  isReadOnly: boolean;
  onChange: (notice: Notice) => void;
}

function NoticeRow({ notice, isReadOnly, onChange }: RowProps) {
  const label = kindWords[notice.kind];
  const days = dayChoices[notice.kind];
  const toggle = (channel: Channel) =>
    onChange({
      ...notice,
      channels: channels.filter((each) => notice.channels.includes(each) !== (each === channel)),
    });
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {label}
        {days && (
          <NativeSelect
            size="xs"
            w={150}
            aria-label={`${label}: quando`}
            data={days}
            value={String(notice.days)}
            disabled={isReadOnly}
            onChange={(event) => onChange({ ...notice, days: Number(event.currentTarget.value) })}
          />
        )}
      </Table.Th>
      {channels.map((channel) => (
        <Table.Td key={channel}>
          <Checkbox
            aria-label={`${label}: ${channelWords[channel]}`}
            checked={notice.channels.includes(channel)}
            disabled={isReadOnly}
            onChange={() => toggle(channel)}
            styles={{ body: { justifyContent: 'center' } }}
          />
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
