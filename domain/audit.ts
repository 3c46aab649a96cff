/**
 * What a person or a system of a company can do to its configuration: the kind of the resource, and what was done. The
 * audit keeps each of them, with who did it.
 */
export const configurationActions = [
  'tenant.created',
  'tenant.changed',
  'api_key.created',
  'api_key.revoked',
  'user.created',
  'user.changed',
  'user.password_changed',
  'user.sign_in_link_created',
  'account.created',
  'account.changed',
  'account.key_changed',
  'account.webhook_repaired',
  'account.webhook_token_changed',
  'payer.changed',
  'payer.exported',
  'payer.erased',
  'logo.changed',
  'logo.removed',
  'sending_rule.created',
  'sending_rule.changed',
  'sending_rule.removed',
  'webhook_endpoint.created',
  'webhook_endpoint.changed',
  'webhook_endpoint.secret_changed',
  'webhook_endpoint.removed',
] as const;

export type ConfigurationAction = (typeof configurationActions)[number];

type KindOf<Action> = Action extends `${infer Kind}.${string}` ? Kind : never;

/** What an entry of the audit can be about. Actions on documents stand on the timelines of the documents. */
export type AuditedKind = KindOf<ConfigurationAction> | 'document';

export const auditedKinds = [
  ...new Set(configurationActions.map((action) => action.split('.')[0] as AuditedKind)),
  'document' as const,
];

/** Fields of a resource, as the API names them. Secrets are never among them. */
export type AuditedFields = Readonly<Record<string, unknown>>;
