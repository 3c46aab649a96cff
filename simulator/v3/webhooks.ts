import { randomUUID } from 'node:crypto';
import { chargeEvents } from '../book/events.ts';
import { newToken } from '../ids.ts';
import { invalidAction, notFound, refused } from '../refusal.ts';
import type { Webhook } from '../store/schema.ts';
import { forgiveFailures } from '../webhooks/queue.ts';
import type { Body, Call, Endpoint } from './call.ts';
import { readChoice, readFlag, readText } from './fields.ts';
import { listObject, readPage } from './paging.ts';

export const webhookEndpoints: Endpoint[] = [
  { method: 'POST', path: '/webhooks', handle: create },
  { method: 'GET', path: '/webhooks', handle: list },
  { method: 'GET', path: '/webhooks/{id}', handle: read },
  { method: 'PUT', path: '/webhooks/{id}', handle: update },
  { method: 'DELETE', path: '/webhooks/{id}', handle: remove },
  { method: 'POST', path: '/webhooks/{id}/removeBackoff', handle: removeBackoff },
];

const webhooksPerAccount = 10;
const sendTypes = ['SEQUENTIALLY', 'NON_SEQUENTIALLY'] as const;

/** Families of events that concern no charge: they can be subscribed to; of these the simulator sends keys' alone. */
const otherFamilies =
  /^(ACCESS_TOKEN|ACCOUNT_STATUS|ANTICIPATION|BALANCE|BILL|CHECKOUT|INTERNAL_TRANSFER|INVOICE|MOBILE_PHONE_RECHARGE|PIX_\w+|RECEIVABLE|SUBSCRIPTION|TRANSFER)_[A-Z_]+$/;

async function create(call: Call): Promise<unknown> {
  const { tx, account, body } = call;
  const { name, url, events, sendType, ...given } = readFields(body);
  if (!name) throw refused('invalid_name', 'O campo name deve ser informado.');
  if (!url) throw refused('invalid_url', 'O campo url deve ser informado.');
  if (!sendType) throw refused('invalid_sendType', 'O campo sendType deve ser informado.');
  if (!events) throw refused('invalid_events', 'O campo events deve ser informado.');
  const existing = await tx.selectFrom('webhooks').select('id').where('accountId', '=', account.id).execute();
  if (existing.length >= webhooksPerAccount) {
    throw invalidAction(`O limite de ${webhooksPerAccount} webhooks por conta foi atingido.`);
  }
  const webhook = await tx
    .insertInto('webhooks')
    .values({
      enabled: true,
      interrupted: false,
      email: readText(body, 'email', 255) ?? null,
      authToken: newToken(),
      ...given,
      id: randomUUID(),
      accountId: account.id,
      apiVersion: 3,
      name,
      url,
      events,
      sendType,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  // The one time the token is shown.
  return { ...webhookObject(webhook), authToken: webhook.authToken };
}

async function list(call: Call): Promise<unknown> {
  const page = readPage(call);
  const webhooks = await call.tx
    .selectFrom('webhooks')
    .selectAll()
    .where('accountId', '=', call.account.id)
    .orderBy('seq', 'desc')
    .execute();
  const shown = webhooks.slice(page.offset, page.offset + page.limit).map(webhookObject);
  return listObject(page, webhooks.length, shown);
}

async function read(call: Call): Promise<unknown> {
  return webhookObject(await findWebhook(call));
}

/** `interrupted: false` resumes the queue: what has waited goes out in order. */
async function update(call: Call): Promise<unknown> {
  const webhook = await findWebhook(call);
  const fields = readFields(call.body);
  if (Object.keys(fields).length > 0) {
    await call.tx.updateTable('webhooks').set(fields).where('id', '=', webhook.id).execute();
  }
  const resumes = webhook.interrupted && fields.interrupted === false;
  const enables = !webhook.enabled && fields.enabled === true;
  if (resumes || enables) await forgiveFailures(call.tx, webhook.id, call.at);
  return webhookObject(await findWebhook(call));
}

async function remove(call: Call): Promise<unknown> {
  const webhook = await findWebhook(call);
  await call.tx.deleteFrom('webhooks').where('id', '=', webhook.id).execute();
  return { deleted: true, id: webhook.id };
}

async function removeBackoff(call: Call): Promise<unknown> {
  const webhook = await findWebhook(call);
  await forgiveFailures(call.tx, webhook.id, call.at);
  return webhookObject(await findWebhook(call));
}

async function findWebhook({ tx, account, params }: Call): Promise<Webhook> {
  const webhook = await tx
    .selectFrom('webhooks')
    .selectAll()
    .where((row) => row(row.cast<string>('id', 'text'), '=', params.id ?? ''))
    .where('accountId', '=', account.id)
    .executeTakeFirst();
  if (!webhook) throw notFound();
  return webhook;
}

/** The token is never read back. */
function webhookObject(webhook: Webhook): Record<string, unknown> {
  return {
    id: webhook.id,
    name: webhook.name,
    url: webhook.url,
    email: webhook.email,
    enabled: webhook.enabled,
    interrupted: webhook.interrupted,
    apiVersion: webhook.apiVersion,
    hasAuthToken: true,
    sendType: webhook.sendType,
    penalizedRequestsCount: webhook.consecutiveFailures,
    events: webhook.events,
  };
}

type WebhookFields = Partial<
  Pick<Webhook, 'name' | 'url' | 'events' | 'sendType' | 'authToken' | 'enabled' | 'interrupted'>
>;

function readFields(body: Body): WebhookFields {
  const name = readText(body, 'name', 255);
  const url = readText(body, 'url', 2000);
  if (url && !isHttpUrl(url)) throw refused('invalid_url', 'A URL informada é inválida.');
  const sendType = readChoice(body, 'sendType', sendTypes);
  const events = readEvents(body);
  const authToken = readText(body, 'authToken', 10_000);
  if (authToken) assertToken(authToken);
  const enabled = readFlag(body, 'enabled');
  const interrupted = readFlag(body, 'interrupted');
  return {
    ...(name && { name }),
    ...(url && { url }),
    ...(sendType && { sendType }),
    ...(events && { events }),
    ...(authToken && { authToken }),
    ...(enabled !== undefined && { enabled }),
    ...(interrupted !== undefined && { interrupted }),
  };
}

function readEvents({ events }: Body): string[] | undefined {
  if (events === undefined || events === null) return undefined;
  const known = (event: unknown) =>
    chargeEvents.some((name) => name === event) || (typeof event === 'string' && otherFamilies.test(event));
  if (Array.isArray(events) && events.length > 0 && events.every(known)) return events;
  throw refused('invalid_events', 'A lista de eventos está vazia ou contém um evento desconhecido.');
}

/** 32 to 255 characters, no blanks, no run of one character or of neighbours, no Asaas key. */
function assertToken(token: string): void {
  const steps = new Set(
    [...token].slice(1).map((char, index) => char.charCodeAt(0) - token.charCodeAt(index)),
  );
  const isTrivial = steps.size === 1;
  if (
    token.length >= 32 &&
    token.length <= 255 &&
    !/\s/.test(token) &&
    !isTrivial &&
    !token.startsWith('$aact_')
  ) {
    return;
  }
  throw refused('invalid_authToken', 'O token de autenticação não atende aos requisitos de segurança.');
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
