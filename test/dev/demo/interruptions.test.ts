import { describe, expect, it } from 'vitest';
import { troubleOf } from '../../../dev/demo/interruptions.ts';
import { unexpected } from '../../../dev/stack/trouble.ts';

const trouble = (part: string, line: string) => ({ part, file: `${part}.log`, line });
const refused = trouble('api', '{"level":50,"err":{"code":"ECONNREFUSED"},"msg":"A call failed"}');
const unavailable = trouble('api', '{"level":30,"status":503,"msg":"Call answered"}');
const crash = trouble('api', "TypeError: Cannot read properties of undefined (reading 'id')");
const broken = trouble('api', '{"level":30,"status":500,"msg":"Call answered"}');

describe('the trouble of a demo during which a part was away', () => {
  it('is what the others say of lost connections, and neither a crash nor a 500', () => {
    const told = [refused, unavailable, crash, broken];
    expect(unexpected(told, troubleOf(['worker']))).toEqual([crash, broken]);
  });

  it('is none when all parts were there', () => {
    expect(unexpected([refused, unavailable], troubleOf([]))).toEqual([refused, unavailable]);
  });
});
