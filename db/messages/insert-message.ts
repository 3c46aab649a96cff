import { v7 as uuid } from 'uuid';
import type { WorkflowType } from '../../domain/messages.ts';
import type { Scope } from '../database.ts';

interface NewMessage {
  tenant_id: string;
  workflow_type: WorkflowType;
  workflow_id: string;
  seq: number;
  signal: string;
  urgency: number;
  facts: object;
  subject: object;
}

/** Adds one message row, in the caller's transaction. Returns its id. */
export async function insertMessage(scope: Scope, message: NewMessage): Promise<string> {
  const id = uuid();
  await scope
    .insertInto('messages')
    .values({
      ...message,
      id,
      facts: JSON.stringify(message.facts),
      subject: JSON.stringify(message.subject),
    })
    .execute();
  return id;
}
