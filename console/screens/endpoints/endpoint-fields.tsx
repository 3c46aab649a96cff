import { MultiSelect, Stack, TextInput } from '@mantine/core';
import type { Schemas } from '../../client/api.ts';
import { eventLabel, eventTypes } from '../events/event-words.ts';

export interface EndpointDraft {
  url: string;
  description: string;
  events: Schemas['Event']['type'][];
}

interface Props {
  draft: EndpointDraft;
  onChange: (draft: EndpointDraft) => void;
}

/** Where events are delivered, and which. */
export function EndpointFields({ draft, onChange }: Props) {
  return (
    <Stack gap="sm">
      <TextInput
        label="Endereço (URL)"
        description="Do seu ERP, com https. Recebe um POST assinado por evento."
        placeholder="https://erp.suaempresa.com.br/remessa/eventos"
        type="url"
        required
        data-autofocus
        maxLength={2_000}
        value={draft.url}
        onChange={(event) => onChange({ ...draft, url: event.currentTarget.value })}
      />
      <TextInput
        label="Descrição"
        maxLength={200}
        value={draft.description}
        onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })}
      />
      <MultiSelect
        label="Eventos"
        description="Vazio: todos."
        placeholder={draft.events.length > 0 ? '' : 'Todos'}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Limpar os eventos' }}
        data={eventTypes.map((type) => ({ value: type, label: eventLabel(type) }))}
        value={draft.events}
        onChange={(events) => onChange({ ...draft, events: events as EndpointDraft['events'] })}
      />
    </Stack>
  );
}
