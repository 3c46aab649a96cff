import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, as `npm test` lists them at its end. None of them is to be left alone at the end. */
const slowest = [
  'test/system/settlement-returns.test.ts',
  'test/api/hostile-input/hostile-input.test.ts',
  'test/system/quota.test.ts',
  'test/system/amendments.test.ts',
  'test/system/account-care.test.ts',
  'test/system/remittance-window.test.ts',
  'test/system/kills.test.ts',
  'test/system/unlucky-amendments.test.ts',
  'test/system/endpoint-limits.test.ts',
  'test/system/fairness.test.ts',
  'test/system/lost-answers.test.ts',
  'test/system/budgets.test.ts',
  'test/system/event-orders.test.ts',
];

/** Starts the slowest files first, so that the last ones to end are short. The others follow by name. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = new Map(files.map((file) => [file, orderOf(file)]));
    return files.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0) || byName(a, b));
  }
}

function orderOf({ moduleId, project }: TestSpecification): number {
  const place = slowest.indexOf(relative(project.config.root, moduleId));
  return place === -1 ? slowest.length : place;
}

function byName(a: TestSpecification, b: TestSpecification): number {
  return a.moduleId < b.moduleId ? -1 : 1;
}
