import { inject } from 'vitest';
import { nextNumber } from './databases.ts';

/** Made when the server starts, at no cost: a namespace made later is not seen by all of the server at once. */
export const namespaces = Array.from({ length: 20 }, (_, index) => `test-${index + 1}`);

/**
 * A Temporal namespace that no other test uses, with our search attributes: a test may then run real workers on the
 * real task queues without meeting another file's workflows. Returns its name; the server is `temporalAddress()`.
 */
export async function freshNamespace(): Promise<string> {
  const number = await nextNumber('test_namespace');
  const namespace = namespaces[number - 1];
  if (!namespace)
    throw new Error(`There are only ${namespaces.length} namespaces; make more in namespaces.ts.`);
  return namespace;
}

/** host:port of the Temporal server of this run. */
export const temporalAddress = (): string => inject('temporalAddress');
