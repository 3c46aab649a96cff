import type { Failpoint, Program } from '../../failpoint.ts';
import { type JourneyName, journeyNames } from './journeys.ts';

/** Where a cell strikes: the passage of one document's work through a failpoint of one program. */
export interface Place {
  name: string;
  point: Failpoint;
  program: Program;
  /** The journeys that come by. On one of these a cell that was not reached makes the run void. */
  journeys: readonly JourneyName[];
  /** The first passage after Asaas answered the call of the journey. Else the first one. */
  afterAnswer?: true;
}

/** A delivery to the ERP calls no Asaas. */
const calling: readonly JourneyName[] = ['send', 'amend', 'cancel', 'payment', 'return'];

/** While a settlement return is read and processed the account hears no webhook. */
const heard: readonly JourneyName[] = ['send', 'amend', 'cancel', 'payment'];

/** Every failpoint, and the transactions three times: they are everywhere, and not all fail alike. */
export const places: readonly Place[] = [
  at('worker', 'asaas.before_send', calling),
  at('worker', 'asaas.after_send', calling),
  at('worker', 'asaas.after_response', calling),
  at('worker', 'attempt.before_check', ['send']),
  at('worker', 'attempt.after_check', ['send']),
  at('api', 'db.before_commit', journeyNames, 'db.before_commit (API)'),
  at('api', 'db.after_commit', journeyNames, 'db.after_commit (API)'),
  at('worker', 'db.before_commit', journeyNames, 'db.before_commit (worker)'),
  at('worker', 'db.after_commit', journeyNames, 'db.after_commit (worker)'),
  { ...at('worker', 'db.before_commit', calling, 'db.before_commit (answer kept)'), afterAnswer: true },
  { ...at('worker', 'db.after_commit', calling, 'db.after_commit (answer kept)'), afterAnswer: true },
  at('worker', 'wf.before_start', journeyNames),
  at('api', 'inbox.after_insert', heard),
  at('api', 'inbox.before_ack', heard),
  at('worker', 'settle.before_ledger', ['payment', 'return']),
  at('worker', 'settle.after_ledger', ['payment', 'return']),
  at('worker', 'hook.before_send', journeyNames),
  at('worker', 'hook.after_send', journeyNames),
];

function at(
  program: Program,
  point: Failpoint,
  journeys: readonly JourneyName[],
  name: string = point,
): Place {
  return { name, point, program, journeys };
}
