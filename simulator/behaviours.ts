import { type Behaviour, type BehaviourOverrides, behaviourSchema } from './behaviour.ts';
import type { Store } from './store/store.ts';

/** The settings in force, kept in Postgres and mirrored here, since every call asks for them. */
export interface Behaviours {
  of(accountId: string): Behaviour;
  general(): Behaviour;
  change(accountId: string | undefined, change: Record<string, unknown>): Promise<Behaviour>;
  /** Removes one setting from every account, so that the general one holds. */
  dropOverrides(name: keyof Behaviour): Promise<void>;
}

export async function openBehaviours(store: Store): Promise<Behaviours> {
  const state = await store.selectFrom('state').select('behaviour').executeTakeFirstOrThrow();
  let general: BehaviourOverrides = state.behaviour;
  const overrides = new Map<string, BehaviourOverrides>();
  for (const account of await store.selectFrom('accounts').select(['id', 'behaviour']).execute()) {
    overrides.set(account.id, account.behaviour);
  }

  const known = new Map<string | undefined, Behaviour>();
  const effective = (accountId?: string): Behaviour => {
    const behaviour =
      known.get(accountId) ??
      behaviourSchema.parse({ ...general, ...(accountId && overrides.get(accountId)) });
    known.set(accountId, behaviour);
    return behaviour;
  };

  const save = async (accountId: string, behaviour: BehaviourOverrides) => {
    await store
      .updateTable('accounts')
      .set({ behaviour: JSON.stringify(behaviour) })
      .where('id', '=', accountId)
      .execute();
    overrides.set(accountId, behaviour);
    known.delete(accountId);
  };

  return {
    of: effective,
    general: () => effective(),
    async change(accountId, change) {
      if (accountId) {
        await save(accountId, merged(overrides.get(accountId) ?? {}, change));
        return effective(accountId);
      }
      general = merged(general, change);
      await store
        .updateTable('state')
        .set({ behaviour: JSON.stringify(general) })
        .execute();
      known.clear();
      return effective();
    },
    async dropOverrides(name) {
      for (const [accountId, behaviour] of overrides) {
        if (name in behaviour) await save(accountId, merged(behaviour, { [name]: null }));
      }
    },
  };
}

function merged(current: BehaviourOverrides, change: Record<string, unknown>): BehaviourOverrides {
  const all = Object.entries({ ...current, ...change });
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined));
}
