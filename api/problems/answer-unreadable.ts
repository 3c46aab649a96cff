import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { v7 as uuid } from 'uuid';
import { Problem, toProblemDocument } from './problem.ts';

interface Setting {
  publicUrl: string;
  /** How large request line and headers together may be, in bytes. */
  headBytesMax: number;
}

/**
 * Answers a request that Node could not read to its end, because its head is too large or it comes too slowly. It reaches
 * no route, so its answer is written here, with the same body as other problems. What is no HTTP at all is cut off.
 */
export function answerUnreadable(server: Server, setting: Setting): void {
  const lastAnswers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, answer) => lastAnswers.set(socket, answer));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const problem = toProblem(error.code, setting);
    const lastAnswer = lastAnswers.get(socket);
    // Bytes of ours would land in the middle of the answer to an earlier call on the same connection.
    const isAnswering = lastAnswer?.headersSent && !lastAnswer.writableFinished;
    if (!problem || isAnswering || !socket.writable) socket.destroy();
    else socket.end(toBytes(problem, setting), () => socket.destroy());
  });
}

function toProblem(code: string | undefined, { headBytesMax }: Setting): Problem | undefined {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new Problem('head_too_large', { values: { limitKiB: headBytesMax / 1_024 } });
  }
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? new Problem('request_too_slow') : undefined;
}

/** In English: which language the caller reads stands in headers that were not read. */
function toBytes(problem: Problem, { publicUrl }: Setting): string {
  const requestId = uuid();
  const body = JSON.stringify(toProblemDocument(problem, { language: 'en', requestId, publicUrl }));
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
