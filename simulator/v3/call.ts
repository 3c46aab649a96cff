import type { Behaviour } from '../behaviour.ts';
import type { Entry } from '../book/entry.ts';
import type { Fault } from '../fault-rule.ts';
import type { Account } from '../store/schema.ts';

export type Body = Record<string, unknown>;

/** One authenticated call of an endpoint, inside the transaction that its changes become part of. */
export interface Call extends Entry {
  account: Account;
  behaviour: Behaviour;
  fault: Fault;
  params: Record<string, string>;
  query: Record<string, string>;
  body: Body;
}

export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As the documentation writes it, below `/v3`. */
  path: string;
  /** Answers the body of a 200, or throws a `Refusal`. */
  handle: (call: Call) => Promise<unknown>;
}
