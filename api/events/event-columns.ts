import type { z } from 'zod';
import { type Column, count, type Exported, moment, text } from '../http/export-columns.ts';
import type { eventAnswer } from './catalogue/catalogue.ts';

type Event = z.output<typeof eventAnswer>;

const columns: readonly Column<Event>[] = [
  count('Sequência', ({ sequence }) => sequence),
  moment('Quando', ({ occurredAt }) => occurredAt),
  text('Tipo', ({ type }) => type),
  text('Código no ERP', ({ data }) => ('erpId' in data ? data.erpId : null)),
  text('Documento', ({ data }) => ('number' in data ? data.number : null)),
  text('Dados', ({ data }) => JSON.stringify(data)),
];

/** The feed has no cursor: it goes on after the last number. */
export const eventFile: Exported<Event> = {
  fileName: 'eventos',
  columns,
  pageAfter: ({ data }, limit) => {
    const last = data.at(-1);
    return last && data.length === limit ? { after: String(last.sequence) } : null;
  },
};
