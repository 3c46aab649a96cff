import {
  changeCharge,
  findCharge,
  insertCharge,
  lockCharge,
  nextNumber,
  showCharge,
} from '../book/charges.ts';
import { raise } from '../book/events.ts';
import { countNotices } from '../book/notifications.ts';
import { enterNoticeFee, enterWhatsappFee } from '../book/statement.ts';
import { invalidAction, notFound, Refusal, refused } from '../refusal.ts';
import type { Charge, ChargeChange, PreviousSlip } from '../store/schema.ts';
import { type Fine, type Interest, noDiscount } from '../terms.ts';
import type { Call, Endpoint } from './call.ts';
import { assertMinimum, type ChargeFields, readChargeFields } from './charge-fields.ts';
import { listCharges } from './charge-list.ts';

export const chargeEndpoints: Endpoint[] = [
  { method: 'POST', path: '/payments', handle: create },
  { method: 'GET', path: '/payments', handle: listCharges },
  { method: 'GET', path: '/payments/limits', handle: dailyLimit },
  { method: 'GET', path: '/payments/{id}', handle: read },
  { method: 'PUT', path: '/payments/{id}', handle: amend },
  { method: 'POST', path: '/payments/{id}', handle: amend },
  { method: 'DELETE', path: '/payments/{id}', handle: remove },
  { method: 'POST', path: '/payments/{id}/restore', handle: restore },
  { method: 'GET', path: '/payments/{id}/status', handle: readStatus },
];

/** No de-duplication either: two calls with one externalReference make two charges. */
async function create(call: Call): Promise<unknown> {
  const customerId = await payerOf(call);
  const fields = readChargeFields(call);
  const { billingType, valueCents, dueDate, discount = noDiscount } = fields;
  if (!billingType) throw refused('invalid_billingType', 'O campo billingType deve ser informado.');
  if (valueCents === undefined) throw refused('invalid_value', 'O campo value deve ser informado');
  if (!dueDate) throw refused('invalid_dueDate', 'O campo dueDate deve ser informado.');
  assertMinimum(valueCents, discount);
  await assertDailyLimit(call);

  const { behaviour } = call;
  const charge = await insertCharge(call, {
    accountId: call.account.id,
    customerId,
    billingType,
    valueCents,
    dueDate,
    discount,
    // Left out is not zero: the account's own terms apply.
    fine: fields.fine ?? ({ type: 'PERCENTAGE', percent: behaviour.defaultFinePercent } satisfies Fine),
    interest:
      fields.interest ?? ({ percentPerMonth: behaviour.defaultInterestPercentPerMonth } satisfies Interest),
    description: fields.description ?? null,
    externalReference: fields.externalReference ?? null,
    registrationCancellationDays:
      fields.registrationCancellationDays ?? behaviour.registrationCancellationDays,
  });
  await raise(call, charge, 'PAYMENT_CREATED');
  await enterNoticeFees(call, charge);
  return showCharge(call, charge);
}

/** Asaas takes the fee of WhatsApp as each notice goes out. None goes out here, so all are taken at once. */
async function enterNoticeFees(call: Call, charge: Charge): Promise<void> {
  const { noticeFeeCents, whatsappFeeCents } = call.behaviour;
  const { byText, byWhatsapp } = await countNotices(call, charge.customerId);
  if (byText > 0) await enterNoticeFee(call, charge, noticeFeeCents);
  for (let sent = 0; sent < byWhatsapp; sent++) await enterWhatsappFee(call, charge, whatsappFeeCents);
}

async function read(call: Call): Promise<unknown> {
  return showCharge(call, await findCharge(call, call.account.id, call.params.id ?? ''));
}

async function readStatus(call: Call): Promise<unknown> {
  return { status: (await findCharge(call, call.account.id, call.params.id ?? '')).status };
}

/** Only what is still to be paid can be amended; what is left out stays as it is. */
async function amend(call: Call): Promise<unknown> {
  const charge = await lockCharge(call, call.account.id, call.params.id ?? '');
  if (charge.deleted || !isOpen(charge)) {
    throw invalidAction('Só é possível atualizar cobranças pendentes ou vencidas.');
  }
  const fields = readChargeFields(call);
  assertMinimum(fields.valueCents ?? charge.valueCents, fields.discount ?? charge.discount);
  if (call.fault.unchangedOk) return showCharge(call, charge);
  const changed = await changeCharge(call, charge, amendment(call, charge, fields));
  const movesMoneyOrDate = changed.valueCents !== charge.valueCents || changed.dueDate !== charge.dueDate;
  if (movesMoneyOrDate || call.behaviour.updatedEventFor === 'any-change') {
    await raise(call, changed, 'PAYMENT_UPDATED');
  }
  return showCharge(call, changed);
}

function amendment({ behaviour }: Call, charge: Charge, fields: ChargeFields): ChargeChange {
  const { discount, fine, interest, ...plain } = fields;
  const billingType = fields.billingType ?? charge.billingType;
  const isRegisteredAnew =
    billingType !== 'PIX' && (charge.ourNumber === null || behaviour.ourNumberOnUpdate === 'renewed');
  const revives =
    charge.status === 'OVERDUE' && fields.dueDate && behaviour.overdueWithNewDueDate === 'becomes-pending';
  return {
    ...plain,
    ...(discount && { discount: JSON.stringify(discount) }),
    ...(fine && { fine: JSON.stringify(fine) }),
    ...(interest && { interest: JSON.stringify(interest) }),
    ...(isRegisteredAnew && { ourNumber: nextNumber('our_numbers') }),
    ...(revives && { status: 'PENDING' as const }),
    ...(fields.dueDate && { registrationCancelled: false }),
    feeCents: billingType === 'PIX' ? behaviour.pixFeeCents : behaviour.boletoFeeCents,
    pixRevision: charge.pixRevision + 1,
    previousSlip: previousSlip(charge),
  };
}

/** The slip as its payer may have printed it, before this amendment. */
function previousSlip({ valueCents, dueDate, discount, fine, interest }: Charge): string {
  return JSON.stringify({ valueCents, dueDate, discount, fine, interest } satisfies PreviousSlip);
}

async function remove(call: Call): Promise<unknown> {
  const charge = await lockCharge(call, call.account.id, call.params.id ?? '');
  const { deleteTwice, deleteReceivedInCash, deleteRefusal } = call.behaviour;
  if (charge.deleted && deleteTwice === 'not-found') throw notFound();
  if (charge.deleted && deleteTwice === 'ok') return { deleted: true, id: charge.id };
  const isCash = charge.status === 'RECEIVED_IN_CASH' && deleteReceivedInCash === 'allowed';
  if (charge.deleted || !(isOpen(charge) || isCash)) throw new Refusal(400, [deleteRefusal]);
  const removed = await changeCharge(call, charge, { deleted: true });
  await raise(call, removed, 'PAYMENT_DELETED');
  return { deleted: true, id: charge.id };
}

async function restore(call: Call): Promise<unknown> {
  const charge = await lockCharge(call, call.account.id, call.params.id ?? '');
  if (!charge.deleted) throw invalidAction('A cobrança não está removida.');
  const restored = await changeCharge(call, charge, { deleted: false });
  await raise(call, restored, 'PAYMENT_RESTORED');
  return showCharge(call, restored);
}

async function dailyLimit(call: Call): Promise<unknown> {
  const limit = call.behaviour.chargesPerDay;
  const used = await countCreatedToday(call);
  return { creation: { daily: { limit, used, wasReached: used >= limit } } };
}

function isOpen(charge: Charge): boolean {
  return charge.status === 'PENDING' || charge.status === 'OVERDUE';
}

async function payerOf({ tx, account, body }: Call): Promise<string> {
  const id = typeof body.customer === 'string' ? body.customer : '';
  const customer = await tx
    .selectFrom('customers')
    .select('id')
    .where('id', '=', id)
    .where('accountId', '=', account.id)
    .where('deleted', '=', false)
    .executeTakeFirst();
  if (!customer) throw refused('invalid_customer', 'Customer inválido ou não informado.');
  return customer.id;
}

async function assertDailyLimit(call: Call): Promise<void> {
  if ((await countCreatedToday(call)) < call.behaviour.chargesPerDay) return;
  throw invalidAction('O limite diário de criação de cobranças foi atingido.');
}

async function countCreatedToday({ tx, account, today }: Call): Promise<number> {
  const { count } = await tx
    .selectFrom('charges')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('accountId', '=', account.id)
    .where('dateCreated', '=', today)
    .executeTakeFirstOrThrow();
  return count;
}
