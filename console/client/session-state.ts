import type { paths } from './api-types.gen.ts';

export type Session = paths['/v1/sessions/current']['get']['responses'][200]['content']['application/json'];

/** What every call needs of the session, and whom to tell of it. The gate fills it in. */
export const sessionState = {
  session: null as Session | null,
  /** The session is over. */
  onEnded: () => {},
  /** Asks the person for her secret once more. False when she would rather not. */
  confirm: async (): Promise<boolean> => false,
};

/** Whether both are the same person, as timelines name her. */
export function isSamePerson(one: Session, other: Session): boolean {
  return one.name === other.name && one.role === other.role && one.tenant?.id === other.tenant?.id;
}
