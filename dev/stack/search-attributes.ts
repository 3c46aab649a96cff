import type { Connection } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes.js';
import { searchAttributes } from '../../workflows/search-attributes.ts';

/** As the command line of Temporal wants them: `TenantId=Keyword`. */
export const searchAttributeArguments = Object.values(searchAttributes).map(
  ({ name, type }) => `${name}=${TypedSearchAttributes.toMetadataType(type)}`,
);

/** Registers in a namespace what it lacks of our search attributes; without them no workflow can be started there. */
export async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  await addSearchAttributes(connection, namespace, (name) => !(name in (customAttributes ?? {})));
}

/** Registers our search attributes, or those of them that are wanted. Throws where one is registered already. */
export async function addSearchAttributes(
  connection: Connection,
  namespace: string,
  isWanted: (name: string) => boolean = () => true,
): Promise<void> {
  const wanted = Object.values(searchAttributes).filter(({ name }) => isWanted(name));
  if (wanted.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(
      wanted.map(({ name, type }) => [name, encodeSearchAttributeIndexedValueType(type) ?? 0]),
    ),
  });
}
