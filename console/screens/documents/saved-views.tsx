import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconBookmarkPlus, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { View } from '../../client/api.ts';
import type { DocumentSearch } from './document-search.ts';
import { isAsKept, toSearch, toSeen } from './use-views.ts';
import { ViewMenu } from './view-menu.tsx';
import { KeepViewWindow } from './view-windows.tsx';

interface Props {
  search: DocumentSearch;
  onFilter: (search: DocumentSearch) => void;
  views: readonly View[];
  /** Ids of the columns that are shown. */
  columns: readonly string[];
  /** A view shows its own columns again. */
  onOpened: () => void;
}

/** The clerk's own questions beside those of every day: one click opens one, another leaves it. */
export function SavedViews({ search, onFilter, views, columns, onOpened }: Props) {
  const [isKeeping, setKeeping] = useState(false);
  const seen = toSeen(search, columns);
  const opened = views.find(({ id }) => id === search.visao);
  const isChanged = opened !== undefined && !isAsKept(opened, seen);
  const open = (view: View) => {
    if (view === opened && !isChanged) return onFilter({});
    const { search: next, missing } = toSearch(view);
    if (missing.length > 0) tellMissing(view, missing);
    onOpened();
    onFilter(next);
  };
  return (
    <section aria-label="Visões guardadas" className="no-print">
      <Group gap={6} mih={30}>
        {views.map((view) => (
          <Button
            key={view.id}
            size="compact-sm"
            variant={view === opened ? 'light' : 'default'}
            aria-pressed={view === opened}
            leftSection={<ViewIcon view={view} />}
            onClick={() => open(view)}
          >
            {view.name}
            {view === opened && isChanged && ' (alterada)'}
          </Button>
        ))}
        {opened && (
          <ViewMenu
            key={opened.id}
            view={opened}
            seen={seen}
            isChanged={isChanged}
            onRemoved={() => onFilter({ ...search, visao: undefined })}
          />
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconBookmarkPlus size={15} aria-hidden />}
          onClick={() => setKeeping(true)}
        >
          Guardar visão
        </Button>
      </Group>
      {isKeeping && (
        <KeepViewWindow
          seen={seen}
          onClose={() => setKeeping(false)}
          onKept={({ id }) => onFilter({ ...search, visao: id })}
        />
      )}
    </section>
  );
}

function ViewIcon({ view }: { view: View }) {
  if (!view.shared) return <IconBookmark size={15} aria-hidden />;
  return <IconUsers size={15} role="img" aria-label="De todos:" />;
}

function tellMissing({ name }: View, missing: readonly string[]): void {
  notifications.show({
    color: 'yellow',
    title: `A visão ${name} abriu sem uma parte`,
    message: `Esta lista não tem mais: ${missing.join(', ')}. Confira o filtro e grave a visão de novo.`,
  });
}
