import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { expectTrouble, judge, judgeAtTheEnd, listenTo } from './quiet.ts';

describe('a test file', () => {
  it('is red when a process that it used logged an error or answered 5xx, unless a test declared it', async () => {
    const log = pino({}, listenTo('api'));
    log.warn('This is no trouble');
    await judge();
    log.error('A call failed');
    log.info({ status: 503 }, 'Call answered');
    await expect(judge()).rejects.toThrow(/api .*A call failed[\s\S]*"status":503/);
    expectTrouble({ part: 'api', line: /A call failed/, why: 'It was logged above.' });
    await expect(judge()).rejects.toThrow(/"status":503/);
    expectTrouble({ part: 'api', line: /"status":503/, why: 'It was answered above.' });
    await judge();
  });

  it('is red for what its product wrote into its logs', async () => {
    const trouble = { part: 'worker', file: 'worker.log', line: 'ERROR core: gone' };
    judgeAtTheEnd(async () => [trouble]);
    await expect(judge()).rejects.toThrow('worker (worker.log): ERROR core: gone');
    expectTrouble({ part: 'worker', line: /core: gone/, why: 'This test says so.' });
    await judge();
  });
});
