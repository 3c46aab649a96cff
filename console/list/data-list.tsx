import { Button, Checkbox, Loader, VisuallyHidden } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { usePrinting } from '../frame/use-printing.ts';
import type { Selection } from './selection.ts';

export interface Column<Row> {
  id: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** In pixels; without one it takes what is left. */
  width?: number;
  /** The width on a phone, where it differs; 0 takes what is left. */
  narrow?: number;
  align?: 'right';
  /** Left out on a phone. */
  wideOnly?: boolean;
  /** Left out below 1440 pixels. */
  roomyOnly?: boolean;
  /** Left out below 1800 pixels. */
  vastOnly?: boolean;
  /** What the API sorts by, where it does. */
  sort?: string;
}

interface Props<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** How a screen reader names the row's check box. */
  nameOf: (row: Row) => string;
  /** Enter, or a double click. */
  onOpen?: (row: Row) => void;
  selection?: Selection;
  /** Why this row cannot be marked. */
  unmarkable?: (row: Row) => boolean;
  tools?: (row: Row) => ReactNode;
  sort?: { by: string; onSort: (by: string) => void };
  loadMore?: (() => void) | undefined;
  isLoadingMore?: boolean;
  /** Which rows are in sight. */
  onSeen?: ((first: number, last: number) => void) | undefined;
  /** There is something new that the rows do not show; reads it. */
  news?: (() => void) | undefined;
  empty?: ReactNode;
  /** What stands below the list and shall stay in sight, in pixels. */
  below?: number;
}

const rowHeight = 38;

/**
 * A list of any length, of which only what is seen is drawn. The arrows walk, Space marks, Shift marks a range, Ctrl+A
 * marks all that the filter finds, Enter opens. What is sorted, filtered and added up, is so by the API.
 */
export function DataList<Row>(props: Props<Row>) {
  const { rows, idOf, selection } = props;
  const view = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => view.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const isPrinting = usePrinting();
  const drawn = isPrinting ? rows.map((_, index) => index) : items.map(({ index }) => index);
  const { loadMore, onSeen } = props;
  const [from, to] = [first?.index ?? 0, last?.index ?? 0];
  useEffect(() => onSeen?.(from, to), [onSeen, from, to]);
  useEffect(() => {
    if (!isPrinting && last && last.index >= rows.length - 30) loadMore?.();
  }, [isPrinting, last, rows.length, loadMore]);

  const walk = (to: number) => {
    const at = Math.max(0, Math.min(rows.length - 1, to));
    setActive(at);
    virtual.scrollToIndex(at);
    requestAnimationFrame(() => view.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)?.focus());
  };
  const keys = useRowKeys(props, active, walk);
  const touch = useSameFunction((index: number, event: MouseEvent) => {
    if (event.shiftKey && selection) {
      event.preventDefault();
      const [from, to] = [Math.min(active, index), Math.max(active, index)];
      selection.markRange(rows.slice(from, to + 1).map(idOf));
    }
    setActive(index);
  });
  const { columns, nameOf, unmarkable, tools, onOpen } = props;

  return (
    <>
      {props.news && <News onRefresh={props.news} />}
      <div ref={view} className="list-view" style={{ height: useRestOfWindow(view, props.below ?? 66) }}>
        {/* biome-ignore-start lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are walked by the arrows is a grid. */}
        <table
          className="list"
          role="grid"
          aria-label={props.label}
          aria-rowcount={rows.length + 1}
          aria-multiselectable={selection !== undefined}
        >
          {/* biome-ignore-end lint/a11y/noNoninteractiveElementToInteractiveRole: the rest is an ordinary table. */}
          <Head {...props} />
          <tbody onKeyDown={keys}>
            {first && !isPrinting && <Gap height={first.start} />}
            {drawn.map((index) => {
              const row = rows[index];
              if (row === undefined) return null;
              return (
                <ListRow
                  key={idOf(row)}
                  {...{ row, index, columns, selection, idOf, nameOf, unmarkable, tools, onOpen }}
                  isActive={index === active}
                  onTouch={touch}
                />
              );
            })}
            {last && !isPrinting && <Gap height={virtual.getTotalSize() - last.end} />}
          </tbody>
        </table>
        {rows.length === 0 && props.empty}
        {props.isLoadingMore && (
          <div style={{ textAlign: 'center', padding: 8 }}>
            <Loader size="sm" aria-label="Carregando mais" />
          </div>
        )}
        {isPrinting && props.loadMore && (
          <p>Impressas as {rows.length} primeiras linhas. Para imprimir todas, role a lista até o fim.</p>
        )}
      </div>
    </>
  );
}

/** Above the rows, so that nothing moves under the eyes of whoever reads. */
function News({ onRefresh }: { onRefresh: () => void }) {
  return (
    <div className="list-news no-print" role="status">
      <Button
        size="compact-sm"
        radius="xl"
        leftSection={<IconRefresh size={14} aria-hidden />}
        onClick={onRefresh}
      >
        Há novidades, atualizar
      </Button>
    </div>
  );
}

/** A function that stays the same and does what the newest one does. */
function useSameFunction<Args extends unknown[]>(newest: (...args: Args) => void): (...args: Args) => void {
  const kept = useRef(newest);
  useLayoutEffect(() => {
    kept.current = newest;
  });
  return useCallback((...args) => kept.current(...args), []);
}

/** As high as the window allows from where the list begins, so that the page itself need not scroll. */
function useRestOfWindow(view: RefObject<HTMLDivElement | null>, below: number): number {
  const [height, setHeight] = useState(() => Math.max(280, window.innerHeight - 380));
  useLayoutEffect(() => {
    const measure = () => {
      const top = (view.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
      setHeight(Math.max(280, Math.round(window.innerHeight - top - below)));
    };
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  });
  return height;
}

function classOf(column: {
  wideOnly?: boolean;
  roomyOnly?: boolean;
  vastOnly?: boolean;
}): string | undefined {
  if (column.vastOnly) return 'vast-only';
  if (column.roomyOnly) return 'roomy-only';
  return column.wideOnly ? 'wide-only' : undefined;
}

function widthsOf({ width, narrow }: { width?: number; narrow?: number }): CSSProperties {
  const pixels = (value: number | undefined) => (value ? `${value}px` : 'auto');
  return { '--wide': pixels(width), '--narrow': pixels(narrow ?? width) } as CSSProperties;
}

function useRowKeys<Row>(props: Props<Row>, active: number, walk: (to: number) => void) {
  const { rows, idOf, selection, unmarkable, onOpen } = props;
  return (event: KeyboardEvent<HTMLElement>) => {
    const onRow = (event.target as HTMLElement).matches('tr.row');
    const row = rows[active];
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 15,
      PageUp: active - 15,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined && onRow) {
      event.preventDefault();
      walk(to);
      const next = rows[Math.max(0, Math.min(rows.length - 1, to))];
      if (event.shiftKey && selection && row && next) selection.markRange([idOf(row), idOf(next)]);
      return;
    }
    if (event.key === ' ' && onRow && row && selection && !unmarkable?.(row)) {
      event.preventDefault();
      selection.toggle(idOf(row));
    }
    if (event.key === 'a' && (event.ctrlKey || event.metaKey) && selection) {
      event.preventDefault();
      selection.markAll();
    }
    if (event.key === 'Enter' && onRow && row) onOpen?.(row);
  };
}

function Head<Row>({ columns, selection, tools, sort, label }: Props<Row>) {
  return (
    <thead>
      <tr>
        {selection && (
          <th className="tick">
            <Checkbox
              size="xs"
              aria-label={`Marcar tudo que o filtro encontra: ${label}`}
              checked={selection.all && selection.ids.size === 0}
              indeterminate={!selection.isEmpty && !(selection.all && selection.ids.size === 0)}
              onChange={() => (selection.isEmpty ? selection.markAll() : selection.clear())}
            />
          </th>
        )}
        {columns.map((column) => {
          const key = column.sort;
          const ordered =
            key && sort?.by === key ? 'ascending' : key && sort?.by === `-${key}` ? 'descending' : undefined;
          return (
            <th
              key={column.id}
              className={classOf(column)}
              data-align={column.align}
              style={widthsOf(column)}
              aria-sort={ordered}
            >
              {key && sort ? (
                <button type="button" onClick={() => sort.onSort(ordered === 'ascending' ? `-${key}` : key)}>
                  {column.label}
                  {ordered === 'ascending' && ' ↑'}
                  {ordered === 'descending' && ' ↓'}
                </button>
              ) : (
                column.label
              )}
            </th>
          );
        })}
        {tools && (
          <th className="tools no-print wide-only">
            <VisuallyHidden>Ações</VisuallyHidden>
          </th>
        )}
      </tr>
    </thead>
  );
}

interface RowProps<Row>
  extends Pick<Props<Row>, 'columns' | 'selection' | 'tools' | 'idOf' | 'nameOf' | 'unmarkable' | 'onOpen'> {
  row: Row;
  index: number;
  isActive: boolean;
  onTouch: (index: number, event: MouseEvent) => void;
}

/** Drawn again only when something of it changed: of the rows that stay in sight while the list scrolls, none is. */
const ListRow = memo(function ListRow<Row>(props: RowProps<Row>) {
  const { row, index, isActive, columns, selection, tools, idOf, nameOf, unmarkable, onOpen } = props;
  const id = idOf(row);
  return (
    <tr
      className="row"
      data-index={index}
      tabIndex={isActive ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={selection ? selection.isMarked(id) && !unmarkable?.(row) : undefined}
      onMouseDown={(event) => props.onTouch(index, event)}
      // Of two clicks on a button of the row neither is meant for the row.
      onDoubleClick={(event) => !(event.target as HTMLElement).closest('button, a') && onOpen?.(row)}
    >
      {selection && (
        <td className="tick">
          <Checkbox
            size="xs"
            tabIndex={isActive ? 0 : -1}
            aria-label={`Marcar ${nameOf(row)}`}
            checked={selection.isMarked(id) && !unmarkable?.(row)}
            disabled={unmarkable?.(row) ?? false}
            onChange={() => selection.toggle(id)}
          />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} className={classOf(column)} data-align={column.align}>
          {column.cell(row)}
        </td>
      ))}
      {tools && <td className="tools no-print wide-only">{tools(row)}</td>}
    </tr>
  );
}) as <Row>(props: RowProps<Row>) => ReactNode;

/** Stands for the rows that are not drawn. One cell: a wider one would make room for columns that are left out. */
function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  ) : null;
}
