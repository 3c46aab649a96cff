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

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject()));
    });
  });
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
