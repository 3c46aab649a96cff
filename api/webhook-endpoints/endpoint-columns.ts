import type { z } from 'zod';
import type { ShownStatus } from '../../domain/endpoint-proof.ts';
import { type Column, count, type Exported, moment, text } from '../http/export-columns.ts';
import type { endpointAnswer } from './endpoint-answer.ts';

type Endpoint = z.output<typeof endpointAnswer>;

const statusLabels: Record<ShownStatus, string> = {
  pending: 'A confirmar',
  active: 'Ativo',
  paused: 'Pausado',
  parked: 'Parado',
};

const columns: readonly Column<Endpoint>[] = [
  text('Endereço', ({ url }) => url),
  text('Descrição', ({ description }) => description),
  text('Eventos', ({ events }) => (events.length === 0 ? 'Todos' : events.join(', '))),
  text('Situação', ({ status }) => statusLabels[status]),
  text('Motivo', ({ reason }) => reason),
  moment('Desde', ({ statusSince }) => statusSince),
  moment('Confirmado em', ({ provedAt }) => provedAt),
  count('Falhas seguidas', ({ failures }) => failures),
  moment('Falha desde', ({ failingSince }) => failingSince),
  moment('Próxima tentativa', ({ nextTryAt }) => nextTryAt),
  count('Lido até a sequência', ({ readSequence }) => readSequence),
  moment('Incluído em', ({ createdAt }) => createdAt),
  text('Id', ({ id }) => id),
];

export const endpointFile: Exported<Endpoint> = { fileName: 'webhooks', columns };
