import type { Request, RequestHandler, Response } from 'express';
import type { Behaviour } from '../behaviour.ts';
import { enter } from '../book/entry.ts';
import type { Fault } from '../fault-rule.ts';
import { refused } from '../refusal.ts';
import type { Simulator } from '../simulator.ts';
import type { Account, Environment } from '../store/schema.ts';
import { identify, keyRefusalBody } from './authentication.ts';
import type { Body, Endpoint } from './call.ts';
import { countCall, outcomeOf } from './call-count.ts';
import { type Limits, tooMany } from './limits.ts';
import { gatewayPage, type Reply, refusalReply, sendReply } from './reply.ts';

export interface Door {
  simulator: Simulator;
  limits: Limits;
  environment: Environment;
  /** Calls whose caller is gone but which are still to be carried out. */
  carriedOutLater: Set<Promise<unknown>>;
}

/** One call in an account's name, before anything has happened. */
interface Visit {
  door: Door;
  endpoint: Endpoint;
  name: string;
  account: Account;
  behaviour: Behaviour;
  fault: Fault;
  req: Request;
}

const firstAttemptTimeoutMs = 5000;

/** The handler of one endpoint: who calls, what is switched to go wrong, limits, the work itself, the answer. */
export function serve(door: Door, endpoint: Endpoint): RequestHandler {
  return async (req, res) => {
    const { store, tallies, faults, behaviours } = door.simulator;
    const name = `${endpoint.method} /v3${endpoint.path}`;
    const { account, refusal } = await identify(store, door.environment, req.header('access_token'));
    if (!account || refusal) {
      if (account) await countCall(tallies, account.id, name, 'refused');
      sendReply(res, { status: 401, body: keyRefusalBody(refusal ?? 'invalid_access_token') });
      return;
    }
    const fault = await faults.strike({
      method: endpoint.method,
      template: `/v3${endpoint.path}`,
      path: `/v3${req.path}`.replace(/\/$/, ''),
      accountId: account.id,
    });
    const behaviour = behaviours.of(account.id);
    await answer({ door, endpoint, name, account, behaviour, fault, req }, res);
  };
}

async function answer(visit: Visit, res: Response): Promise<void> {
  const { tallies, pause } = visit.door.simulator;
  const { account, name, fault } = visit;

  if (fault.dropBeforeCommit || (fault.dropAnswerAfterCommit && fault.slowCommitMs)) {
    await countCall(tallies, account.id, name, 'failed');
    res.socket?.destroy();
    if (!fault.dropBeforeCommit) carryOutLater(visit);
    return;
  }
  const reply = await replyTo(visit);
  if (fault.dropAnswerAfterCommit) {
    await countCall(tallies, account.id, name, 'failed');
    res.socket?.destroy();
    return;
  }
  // Counted before it is sent, so that whoever has the answer finds the call in the book.
  await countCall(tallies, account.id, name, outcomeOf(reply.status));
  if (fault.delayAnswerMs) await pause(drawMs(fault.delayAnswerMs));
  sendReply(res, reply);
}

function carryOutLater(visit: Visit): void {
  const { carriedOutLater, simulator } = visit.door;
  const late: Promise<unknown> = replyTo(visit)
    .catch((error: unknown) => simulator.log.error({ err: error }, 'late call failed'))
    .then(() => carriedOutLater.delete(late));
  carriedOutLater.add(late);
}

async function replyTo(visit: Visit): Promise<Reply> {
  const { door, fault, behaviour, account, name } = visit;
  const gateway = gatewayFault(fault);
  if (gateway) return gateway;
  let leave = () => {};
  try {
    const admission = await door.limits.admit(account, name, behaviour);
    leave = admission.leave;
    if (fault.status429) throw tooMany('Limite de requisições atingido.', 100, fault.status429.resetSeconds);
    if (fault.status500BeforeCommit) return { status: 500 };
    if (behaviour.missingUserAgent === 'refused' && !visit.req.header('user-agent')) {
      throw refused('invalid_user_agent', 'O cabeçalho User-Agent é obrigatório.');
    }
    if (fault.slowCommitMs) await door.simulator.pause(drawMs(fault.slowCommitMs));
    const body = await carryOut(visit);
    if (fault.status500AfterCommit) return { status: 500 };
    if (fault.htmlOk) return { status: 200, body: gatewayPage(200) };
    return { status: 200, body, headers: admission.headers };
  } catch (error) {
    return refusalReply(error, behaviour);
  } finally {
    leave();
  }
}

/** The work itself, in one transaction. */
async function carryOut({ door, endpoint, account, behaviour, fault, req }: Visit): Promise<object> {
  const { result, eventIds } = await enter(door.simulator, (entry) =>
    endpoint.handle({
      ...entry,
      account,
      behaviour,
      fault,
      params: req.params as Record<string, string>,
      query: textQuery(req.query),
      body: (req.body ?? {}) as Body,
    }),
  );
  if (behaviour.webhookBeforeAnswer && !behaviour.webhookHeld) {
    await door.simulator.courier.firstAttempts(eventIds, firstAttemptTimeoutMs);
  }
  return result as object;
}

function gatewayFault(fault: Fault): Reply | undefined {
  if (fault.html401) return fault.html401 === 'html' ? page(401) : { status: 401 };
  if (fault.html403) return fault.html403 === 'html' ? page(403) : { status: 403 };
  if (fault.html503) return fault.html503 === 'html' ? page(503) : { status: 503 };
  return undefined;
}

function page(status: number): Reply {
  return { status, body: gatewayPage(status) };
}

/** Of a parameter given twice the last counts. */
function textQuery(query: Request['query']): Record<string, string> {
  const entries = Object.entries(query).map(([name, value]) => [
    name,
    Array.isArray(value) ? String(value.at(-1)) : String(value),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function drawMs({ min, max }: { min: number; max: number }): number {
  return min + Math.random() * Math.max(0, max - min);
}
