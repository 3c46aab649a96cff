import { dateInSaoPaulo } from '../../domain/calendar.ts';
import type { WorkflowType } from '../../domain/messages.ts';
import { answerOf } from '../demo/public-api.ts';
import { amendedByCents } from '../prove/deeds.ts';
import type { Lane, LaneDocument } from './lane.ts';
import type { Standing } from './standing.ts';

export const journeyNames = ['send', 'amend', 'cancel', 'payment', 'return', 'delivery'] as const;

export type JourneyName = (typeof journeyNames)[number];

export interface Journey {
  /** Whether its document is in collection before it begins. */
  beginsRegistered: boolean;
  /** The call to Asaas that it is about, as a failpoint names it. Null when it has none. */
  call: ((chargeId: string | null) => string) | null;
  /** The run that its messages are for. */
  run: WorkflowType;
  /** What somebody does who is not struck himself. Repeats each call until it is answered. */
  act(lane: Lane, document: LaneDocument): Promise<void>;
  /** Whether the document stands as this journey must leave it. */
  isOver(standing: Standing, lane: Lane): boolean;
}

const isSettled = ({ status }: Standing) => status === 'settled';

export const journeys: Record<JourneyName, Journey> = {
  send: {
    beginsRegistered: false,
    call: () => 'POST /payments',
    run: 'receivableDocument',
    act: (lane, document) => lane.send(document),
    isOver: ({ status }) => status === 'registered',
  },
  amend: {
    beginsRegistered: true,
    call: (chargeId) => `PUT /payments/${chargeId}`,
    run: 'receivableDocument',
    async act({ company: { api } }, { id }) {
      const body = { additionCents: amendedByCents };
      await answerOf(api.PATCH('/v1/documents/{id}', { params: { path: { id } }, body }));
    },
    isOver: ({ status, version, syncedVersion, additionCents }) =>
      status === 'registered' && version === syncedVersion && additionCents === amendedByCents,
  },
  cancel: {
    beginsRegistered: true,
    call: (chargeId) => `DELETE /payments/${chargeId}`,
    run: 'receivableDocument',
    async act({ company: { api } }, { id }) {
      const body = { reason: 'Venda desfeita' };
      await answerOf(api.POST('/v1/documents/{id}/cancel', { params: { path: { id } }, body }));
    },
    isOver: ({ status }) => status === 'cancelled',
  },
  payment: {
    beginsRegistered: true,
    call: (chargeId) => `GET /payments/${chargeId}`,
    run: 'receivableDocument',
    act: (lane, document) => lane.pay(document),
    isOver: isSettled,
  },
  return: {
    beginsRegistered: true,
    call: () => 'GET /payments',
    run: 'settlementReturn',
    act: settleByReturn,
    isOver: isSettled,
  },
  delivery: {
    beginsRegistered: true,
    call: null,
    run: 'erpDelivery',
    act: (lane) => lane.askAgain(),
    isOver: (_, { erp, repeatedBefore }) => erp.repeated > repeatedBefore,
  },
};

/** The account hears no webhook meanwhile, as one that has none. */
async function settleByReturn(lane: Lane, document: LaneDocument): Promise<void> {
  const { api, accountId } = lane.company;
  await lane.holdWebhooks();
  await lane.pay(document);
  const today = dateInSaoPaulo(new Date());
  const body = { accountId, paidFrom: today, paidTo: today };
  const { id } = await answerOf(api.POST('/v1/settlement-returns', { body }));
  await lane.untilReturnIs(id, 'ready');
  const path = { id };
  await answerOf(
    api.POST('/v1/settlement-returns/{id}/process', {
      params: { path },
      body: { chargeIds: [document.chargeId ?? ''] },
    }),
  );
}
