import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ListedDocument } from '../../../dev/demo/registered-documents.ts';
import { arrivals } from '../../../dev/prove/events-met.ts';
import { floors, missedFloors } from '../../../dev/prove/floors.ts';
import { missing, strayCharges } from '../../../dev/prove/outcome.ts';
import { ownFalls } from '../../../dev/prove/own-falls.ts';
import type { Deed } from '../../../dev/prove/schedule.ts';
import { createLog } from '../../../worker/log.ts';

const taken = (atMs: number) => [{ at: new Date(atMs).toISOString(), status: 200 }];

describe('what a run met', () => {
  it('counts copies, events that a later one of the same charge overtook, and failed deliveries', () => {
    const counts = arrivals([
      { eventId: 'a', chargeId: '1', attempts: [{ at: '', status: 500 }, ...taken(30)] },
      { eventId: 'a', chargeId: '1', attempts: taken(40) },
      { eventId: 'b', chargeId: '1', attempts: taken(20) },
      { eventId: 'c', chargeId: '2', attempts: taken(10) },
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      'event delivered again': 1,
      'event overtaken by a later one': 1,
      'delivery of an event failed': 1,
    });
  });

  it('is void when one floor is missed, however much of the rest there was', () => {
    const enough = new Map(floors.map(({ name, perThousand }) => [name, perThousand]));
    expect(missedFloors(1_000, enough, floors)).toEqual([]);
    enough.set('kill worker', 9);
    expect(missedFloors(1_000, enough, floors)).toEqual([{ name: 'kill worker', wanted: 10, met: 9 }]);
    expect(missedFloors(10, new Map(), floors).every(({ wanted }) => wanted >= 1)).toBe(true);
  });
});

describe('what must never happen', () => {
  it('is the end of an API or a worker by an error of its own, whatever else it logged', () => {
    const logsDir = mkdtempSync(join(tmpdir(), 'logs-'));
    onTestFinished(() => rmSync(logsDir, { recursive: true }));
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => lines.push(line) });
    log.fatal({ err: new Error('listen EADDRINUSE') }, 'Nobody handled this error');
    log.error('Asaas is away');
    // SIGKILL cuts a line off, and whoever comes next goes on behind it.
    const cut = '{"level":40,"reason":"ERROR: conn';
    writeFileSync(join(logsDir, 'worker-1.log'), `${lines.join('')}${cut}${lines.at(-1)}`);
    writeFileSync(join(logsDir, 'temporal.log'), 'level=ERROR msg="context canceled"\n');
    expect(ownFalls(logsDir)).toEqual(['worker-1 ended by itself: listen EADDRINUSE']);
  });
});

describe('what a company would miss', () => {
  const document = (changes: Partial<ListedDocument>) =>
    ({
      id: 'd',
      status: 'registered',
      version: 1,
      syncedVersion: 1,
      additionCents: 0,
      hold: null,
      ...changes,
    }) as ListedDocument;
  const worked = (deed: Deed, changes: object = {}) => ({
    id: 'd',
    deed,
    state: 'done' as const,
    pauseMs: 0,
    refusals: [],
    ...changes,
  });

  it.each<[Deed, Partial<ListedDocument>]>([
    ['pay-pix', { status: 'settled' }],
    ['amend', { additionCents: 990, version: 2, syncedVersion: 2 }],
    ['cancel', { status: 'cancelled' }],
    ['cancel-and-pay', { status: 'settled' }],
    ['leave', {}],
  ])('is nothing once a document is as %s leaves it', (deed, changes) => {
    expect(missing([worked(deed)], [document(changes)])).toEqual([]);
  });

  it.each<[string, Deed, Partial<ListedDocument>]>([
    ['was paid and is open', 'pay-pix', {}],
    ['was paid beside a cancellation and is cancelled', 'cancel-and-pay', { status: 'cancelled' }],
    ['was amended, and Asaas has the old version', 'amend', { additionCents: 990, version: 2 }],
    ['was amended, and is as before', 'amend', {}],
    ['was cancelled and is open', 'cancel', {}],
  ])('is a document that %s', (_, deed, changes) => {
    expect(missing([worked(deed)], [document(changes)])).toHaveLength(1);
  });

  it('is a document that was answered 2xx and is not there, or whose deed was not done', () => {
    expect(missing([worked('leave')], [])).toEqual(['d was answered 2xx and is not there']);
    expect(missing([worked('leave', { state: 'sent' })], [document({})])).toHaveLength(1);
  });
});

describe('a stray charge', () => {
  it('is one that is live at Asaas, and that no document which stands has', () => {
    const charges = [
      { id: 'a', live: true },
      { id: 'twin of a', live: true },
      { id: 'removed', live: false },
      { id: 'of a cancelled one', live: true },
    ];
    const listed = [
      { chargeId: 'a', status: 'settled' as const },
      { chargeId: 'of a cancelled one', status: 'cancelled' as const },
    ];
    expect(strayCharges(charges, listed).map((each) => each.split(' is ')[0])).toEqual([
      'twin of a',
      'of a cancelled one',
    ]);
  });
});
