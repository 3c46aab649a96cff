import { NoAnswer } from './problem.ts';
import { isSamePerson, type Session, sessionState } from './session-state.ts';

/**
 * Sends a call within the session. A call that needs a confirmation is repeated after it, and one that the confirmation
 * of another tab overtook is repeated in the renewed session. It is the very same call, with its Idempotency-Key.
 */
export async function send(request: Request): Promise<Response> {
  const repetition = request.clone();
  const response = await exchange(request);
  const mayRepeat = await mendSession(await refusalOf(response));
  return mayRepeat ? exchange(repetition) : response;
}

async function exchange(request: Request): Promise<Response> {
  const token = sessionState.session?.csrfToken;
  if (token !== undefined) request.headers.set('x-csrf-token', token);
  try {
    return await fetch(request);
  } catch {
    throw new NoAnswer();
  }
}

/** The code of a refusal that may be about the session. */
async function refusalOf(response: Response): Promise<string | undefined> {
  if (response.status !== 401 && response.status !== 403) return undefined;
  const problem = (await response.clone().json()) as { code?: string };
  return problem.code;
}

async function mendSession(refusal: string | undefined): Promise<boolean> {
  if (refusal === 'confirmation_needed') return sessionState.confirm();
  if (refusal === 'session_ended' || refusal === 'csrf_refused') return findRenewedSession();
  return false;
}

/** Each confirmation gives the session a new cookie, which all tabs share, and a new token, which they do not. */
async function findRenewedSession(): Promise<boolean> {
  const before = sessionState.session;
  if (!before) return false;
  const response = await exchange(new Request('/v1/sessions/current'));
  if (!response.ok) return false;
  const renewed = (await response.json()) as Session;
  if (!isSamePerson(before, renewed)) return false;
  sessionState.session = renewed;
  return true;
}
