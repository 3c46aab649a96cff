import { useMemo, useState } from 'react';

/** Which rows are marked: some by name, or all that the filter finds, also those that were not loaded yet. */
export interface Selection {
  all: boolean;
  /** Those that are marked; of `all`, those that were unmarked again. */
  ids: ReadonlySet<string>;
  isMarked: (id: string) => boolean;
  isEmpty: boolean;
  toggle: (id: string) => void;
  markRange: (ids: readonly string[]) => void;
  markAll: () => void;
  clear: () => void;
}

interface State {
  /** What was found by this filter; another filter begins anew. */
  of: string;
  all: boolean;
  ids: ReadonlySet<string>;
}

/**
 * `of` names the filter. A list that is no filter's but was chosen by name (`named`) begins with all of it marked, and
 * "all" then means these names and never more.
 */
export function useSelection(of: string, named?: readonly string[]): Selection {
  const begin = { of, all: false, ids: new Set(named) };
  const [state, setState] = useState<State>(begin);
  const now = state.of === of ? state : begin;
  return useMemo(() => {
    const change = (ids: Iterable<string>, all = now.all) => setState({ of, all, ids: new Set(ids) });
    const without = (ids: readonly string[]) => [...now.ids].filter((id) => !ids.includes(id));
    return {
      all: now.all,
      ids: now.ids,
      isMarked: (id) => now.ids.has(id) !== now.all,
      isEmpty: !now.all && now.ids.size === 0,
      toggle: (id) => change(now.ids.has(id) ? without([id]) : [...now.ids, id]),
      markRange: (ids) => change(now.all ? without(ids) : [...now.ids, ...ids]),
      markAll: () => (named ? change(named, false) : change([], true)),
      clear: () => change([], false),
    };
  }, [now, of, named]);
}
