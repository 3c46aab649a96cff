import { type Agent, request } from 'undici';

export interface Parcel {
  url: string;
  authToken: string;
  body: string;
  timeoutMs: number;
}

/** The answer of a receiver; `status` is null when none came. */
export interface Receipt {
  status: number | null;
  error: string | null;
}

/** Posts one event, following no redirect. Never throws: a failure is a receipt without status. */
export async function send({ url, authToken, body, timeoutMs }: Parcel, agent: Agent): Promise<Receipt> {
  try {
    const answer = await request(url, {
      method: 'POST',
      dispatcher: agent,
      headers: { 'content-type': 'application/json', 'asaas-access-token': authToken },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body.dump();
    return { status: answer.statusCode, error: null };
  } catch (error) {
    return { status: null, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Exactly 200: any other 2xx counts as a failure, too. */
export function isAccepted(receipt: Receipt): boolean {
  return receipt.status === 200;
}
