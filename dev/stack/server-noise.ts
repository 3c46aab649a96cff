import type { ExpectedTrouble } from './trouble.ts';

/** What the embedded servers log as errors although nothing failed: who asked asks again by itself. */
export const serverNoise: readonly ExpectedTrouble[] = [
  {
    part: 'postgres',
    line: /FATAL: {2}the database system is (starting up|not yet accepting connections)/,
    why: 'We ask whether it is ready until it is.',
  },
  {
    part: 'postgres',
    line: /FATAL: {2}terminating autovacuum process due to administrator command/,
    why: 'A test drops its database while Postgres cleans it.',
  },
  {
    part: 'postgres',
    line: /FATAL: {2}password authentication failed for user "remessa_app"/,
    why: 'A migration tries the application’s login before it sets the password.',
  },
  {
    part: 'temporal',
    line: /Frontend is not healthy yet/,
    why: 'We ask whether it is ready until it is.',
  },
  {
    part: 'temporal',
    line: /context (canceled|deadline exceeded)/,
    why: 'A worker that was stopped or killed left its call, or the machine was too busy to finish it in time.',
  },
  {
    part: 'temporal',
    line: /operation=ExecuteMultiOperation .*wf-id=temporal-sys-worker-deployment.*workflow is closing/,
    why: 'A poll announced the worker’s build while Temporal renewed the workflow that keeps the builds. The next poll announces it again.',
  },
  {
    part: 'temporal',
    line: /msg="(unable to add metrics baggage to gRPC trailer|ContextMetadataInterceptor: Failed to set trailer)"/,
    why: 'The call was answered before the server could add its own notes to the answer.',
  },
];
