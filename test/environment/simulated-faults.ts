import { until } from './conditions.ts';
import { type Company, control } from './erp.ts';

/** Switches one fault on for the calls of this company's account, instead of any before. */
export function breakCalls(company: Company, rule: object): Promise<object> {
  return control('PUT', '/faults', { rules: [{ accountId: company.asaasId, ...rule }] });
}

/** Waits until that fault has struck so often: what it concerns is under way. */
export function untilStruck(times: number): Promise<boolean> {
  return until(`the fault to strike ${times} times`, async () => {
    const { rules } = await control<{ rules: { used: number }[] }>('GET', '/faults');
    return (rules[0]?.used ?? 0) >= times;
  });
}
