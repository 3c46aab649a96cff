import { Button } from '@mantine/core';
import { FileButton } from '../parts/file-button.tsx';

interface Props {
  /** The list's address in the API. */
  of: string;
  /** The filter as the API takes it. */
  query?: Readonly<Record<string, string | number | undefined>>;
  size?: 'sm' | 'xs' | 'compact-xs';
}

/** All that a filter finds as a file, for Brazilian spreadsheets. The API writes it, so it is whole however long it is. */
export function ListFiles({ of, query = {}, size = 'sm' }: Props) {
  return (
    <Button.Group>
      <FileButton href={addressOf(of, query, 'csv')} size={size}>
        CSV
      </FileButton>
      <FileButton href={addressOf(of, query, 'xlsx')} size={size}>
        Excel
      </FileButton>
    </Button.Group>
  );
}

function addressOf(list: string, query: NonNullable<Props['query']>, format: 'csv' | 'xlsx'): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
  asked.set('format', format);
  return `${list}?${asked}`;
}
