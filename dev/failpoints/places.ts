import type { Failpoint, Program } from '../../failpoint.ts';

/** Where a cell strikes: the passage of one document's work through a failpoint of one program. */
export interface Place {
  name: string;
  point: Failpoint;
  program: Program;
  /** The first passage after Asaas answered the call of the journey. Else the first one. */
  afterAnswer?: true;
}

/** Every failpoint, and the transactions three times: they are everywhere, and not all fail alike. */
export const places: readonly Place[] = [
  at('worker', 'asaas.before_send'),
  at('worker', 'asaas.after_send'),
  at('worker', 'asaas.after_response'),
  at('worker', 'attempt.before_check'),
  at('worker', 'attempt.after_check'),
  at('api', 'db.before_commit', 'db.before_commit (API)'),
  at('api', 'db.after_commit', 'db.after_commit (API)'),
  at('worker', 'db.before_commit', 'db.before_commit (worker)'),
  at('worker', 'db.after_commit', 'db.after_commit (worker)'),
  { ...at('worker', 'db.before_commit', 'db.before_commit (answer kept)'), afterAnswer: true },
  { ...at('worker', 'db.after_commit', 'db.after_commit (answer kept)'), afterAnswer: true },
  at('worker', 'wf.before_start'),
  at('api', 'inbox.after_insert'),
  at('api', 'inbox.before_ack'),
  at('worker', 'settle.before_ledger'),
  at('worker', 'settle.after_ledger'),
  at('worker', 'hook.before_send'),
  at('worker', 'hook.after_send'),
];

function at(program: Program, point: Failpoint, name: string = point): Place {
  return { name, point, program };
}
