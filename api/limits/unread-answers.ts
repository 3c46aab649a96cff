import type { RequestHandler, Response } from 'express';
import type { Limits } from './limits.ts';

/** How often the open answers are checked. */
const lookEveryMs = 250;

/**
 * Ends the connections of callers who do not read their answers, because unread answers stay in our memory. An answer
 * may wait only for `patienceMs`; a file that is sent in parts, so long for each of them. When all together hold too many bytes, the oldest are ended first.
 */
export function cutOffUnread({ patienceMs, bytes }: Limits['unread']): RequestHandler {
  /** Since when an answer waits for its reader, in the order of arrival. */
  const answers = new Map<Response, number | null>();
  let timer: NodeJS.Timeout | null = null;

  const look = () => {
    const at = performance.now();
    let held = 0;
    for (const [response, since] of answers) {
      if (!response.headersSent) continue;
      held += response.writableLength;
      if (since === null || response.writableLength === 0) answers.set(response, at);
      else if (at - since > patienceMs) response.destroy();
    }
    for (const response of answers.keys()) {
      if (held <= bytes) break;
      held -= response.writableLength;
      if (response.writableLength > 0) response.destroy();
    }
  };

  return (_request, response, next) => {
    answers.set(response, null);
    response.on('drain', () => answers.set(response, null));
    timer ??= setInterval(look, lookEveryMs).unref();
    const forget = () => {
      answers.delete(response);
      if (answers.size > 0 || !timer) return;
      clearInterval(timer);
      timer = null;
    };
    response.once('finish', forget).once('close', forget);
    next();
  };
}
