import { proofWords } from '../../../domain/endpoint-proof.ts';
import { catalogue } from '../../events/catalogue/catalogue.ts';
import { inEnglish } from '../../problems/english-sentences.ts';
import { type Examples, ids, onlyPage } from './example.ts';

const event = {
  sequence: 1284,
  id: ids.event,
  type: 'document.settled',
  occurredAt: '2030-12-09T11:20:04.913Z',
  data: catalogue['document.settled'].example,
};

const endpoint = {
  id: ids.endpoint,
  url: 'https://erp.example/remessa/events',
  description: 'ERP da matriz',
  events: ['document.settled', 'document.rejected'],
  status: 'active',
  reason: null,
  statusSince: '2030-11-18T13:30:44.102Z',
  provedAt: '2030-11-18T13:30:44.102Z',
  failures: 0,
  failingSince: null,
  nextTryAt: null,
  readSequence: 1284,
  createdAt: '2030-11-18T13:30:42.486Z',
};

const pending = {
  ...endpoint,
  status: 'pending',
  reason: inEnglish(proofWords.waiting),
  statusSince: '2030-11-18T13:30:42.486Z',
  provedAt: null,
};

const secret = 'whsec_eQJnl5WPUwkXZg8Jx/jhse00VfHq1GzJSUwbBGNLsPs=';

const delivery = {
  id: ids.delivery,
  sequence: 1284,
  eventId: ids.event,
  type: 'document.settled',
  status: 'delivered',
  attempts: 1,
  httpStatus: 204,
  error: null,
  lastAttemptAt: '2030-12-09T11:20:05.301Z',
  nextAttemptAt: null,
  deliveredAt: '2030-12-09T11:20:05.301Z',
};

export const eventExamples: Examples = {
  listEvents: { answer: { data: [event] } },
  createWebhookEndpoint: {
    body: {
      url: 'https://erp.example/remessa/events',
      description: 'ERP da matriz',
      events: ['document.settled', 'document.rejected'],
    },
    answer: { ...pending, readSequence: 0, secret },
  },
  listWebhookEndpoints: { answer: onlyPage(endpoint) },
  getWebhookEndpoint: { answer: endpoint },
  changeWebhookEndpoint: { body: { status: 'paused' }, answer: { ...endpoint, status: 'paused' } },
  challengeWebhookEndpoint: { answer: pending },
  deleteWebhookEndpoint: { answer: endpoint },
  rotateWebhookSecret: { answer: { ...endpoint, secret } },
  listWebhookDeliveries: { answer: onlyPage(delivery) },
  testWebhookEndpoint: {
    answer: {
      ...delivery,
      sequence: null,
      type: 'webhook_endpoint.tested',
      status: 'waiting',
      attempts: 0,
      httpStatus: null,
      lastAttemptAt: null,
      nextAttemptAt: '2030-12-09T11:30:00.000Z',
      deliveredAt: null,
    },
  },
  replayEvents: { body: { fromSequence: 1200, toSequence: 1284 }, answer: { waiting: 85 } },
  listUndeliveredMessages: {
    answer: onlyPage({
      id: ids.message,
      summary: 'Documento 12345-1 · R$ 1.345,56 · vence 10/12/2030',
      documentId: ids.document,
      workflowId: `document/${ids.tenant}/${ids.document}`,
      signal: 'paymentReceived',
      createdAt: '2030-12-09T11:20:03.700Z',
      attempts: 2,
      lastError: 'UNAVAILABLE: no connection to Temporal',
      nextAttemptAt: '2030-12-09T11:20:11.700Z',
      parkedAt: null,
      waitingBehind: 1,
    }),
  },
  retryUndeliveredMessages: { body: { messageIds: [ids.message] }, answer: { retried: 1 } },
};
