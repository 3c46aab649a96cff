import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { StackError } from './stack-error.ts';

export interface WantedPort {
  port: number;
  wantedBy: string;
  variable: string;
}

/** Throws one `StackError` that names every port that is taken, what wanted it and which variable moves it. */
export async function requireFreePorts(wanted: readonly WantedPort[]): Promise<void> {
  const lines: string[] = [];
  for (const [index, { port, wantedBy, variable }] of wanted.entries()) {
    const twin = wanted.slice(0, index).find((other) => other.port === port);
    if (twin) lines.push(`${variable} and ${twin.variable} are both ${port}. Change one of them.`);
    else if (!(await isFree(port))) {
      lines.push(
        `Port ${port}, wanted by ${wantedBy}, is taken by another program. Choose another: ${variable}=${await freePort()} npm start`,
      );
    }
  }
  if (lines.length > 0) throw new StackError(lines.join('\n'));
}

/**
 * Below the ports that Linux (from 32768) and macOS (from 49152) give to outgoing connections. One of those may be taken by
 * any program while the part that has it is being started again.
 */
const lasting = { from: 10_000, to: 32_000 };

/** A port that nobody listens on at this moment, and that stays free for a part that ends and is started again. */
export async function freePort(): Promise<number> {
  const port = randomInt(lasting.from, lasting.to);
  return (await isFree(port)) ? port : freePort();
}

async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, undefined));
}

function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen({ port, exclusive: true, ...(host ? { host } : {}) }, () =>
      server.close(() => resolve(true)),
    );
  });
}
