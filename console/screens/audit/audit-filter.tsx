import { Select } from '@mantine/core';
import type { RefObject } from 'react';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { FilterForm } from '../../parts/filter-form.tsx';
import { PeriodFields } from '../../parts/period-fields.tsx';
import { useFilterDraft } from '../../parts/use-filter-draft.ts';
import { actorWords } from '../../words/timeline.ts';
import { type AuditSearch, kinds } from './audit-search.ts';
import { kindLabels } from './audit-words.ts';
import { useActors } from './use-audit.ts';

interface Props {
  search: AuditSearch;
  onFilter: (search: AuditSearch) => void;
  /** Where F8 goes. */
  fieldRef: RefObject<HTMLInputElement | null>;
}

/** Who, what and when; Enter or Filtrar asks. */
export function AuditFilter({ search, onFilter, fieldRef }: Props) {
  const { draft, set, submit } = useFilterDraft(search, onFilter);
  const actors = useActors(search);
  const known = search.quem && !actors.includes(search.quem) ? [search.quem, ...actors] : actors;
  const { recurso, ...rest } = search;
  return (
    <FilterForm
      onSubmit={submit}
      after={recurso && <FilterChip label="Só um item" onRemove={() => onFilter(rest)} />}
    >
      <Select
        ref={fieldRef}
        size="xs"
        w={220}
        label="Quem"
        placeholder="Qualquer pessoa ou chave"
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Limpar quem' }}
        nothingFoundMessage="Ninguém com este nome fez algo"
        data={known.map((actor) => ({ value: actor, label: actorWords(actor) }))}
        value={draft.quem ?? null}
        onChange={(quem) => set('quem', quem)}
      />
      <Select
        size="xs"
        w={190}
        label="Em que"
        placeholder="Tudo"
        clearable
        clearButtonProps={{ 'aria-label': 'Limpar em que' }}
        data={kinds.map((kind) => ({ value: kind, label: kindLabels[kind] }))}
        value={draft.tipo ?? null}
        onChange={(tipo) => set('tipo', tipo)}
      />
      <PeriodFields
        label="Período"
        from={draft.de}
        to={draft.ate}
        onFrom={(de) => set('de', de)}
        onTo={(ate) => set('ate', ate)}
      />
    </FilterForm>
  );
}
