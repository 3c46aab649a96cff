import { type FormEvent, useEffect, useState } from 'react';

/** Takes a field's value; without a value the field is left out. */
export type SetField<Search> = <Key extends keyof Search>(
  key: Key,
  value: Search[Key] | string | null | undefined,
) => void;

/** What is being typed in a filter. Nothing is asked before Filtrar or Enter; another address replaces it. */
export function useFilterDraft<Search extends object>(search: Search, onFilter: (search: Search) => void) {
  const [draft, setDraft] = useState(search);
  // By what it says: the same filter read anew must not take away what is being typed.
  const said = JSON.stringify(search);
  useEffect(() => setDraft(JSON.parse(said) as Search), [said]);
  const set: SetField<Search> = (key, value) =>
    setDraft(({ [key]: _, ...rest }) => (value ? { ...rest, [key]: value } : rest) as Search);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onFilter(draft);
  };
  return { draft, set, submit };
}
