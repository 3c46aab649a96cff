import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { playOnStack } from '../../../dev/stack/play-on-stack.ts';

/** A play in which everything holds, while the API writes the line that is given into its log. */
await playOnStack(
  async ({ addresses }) => {
    appendFileSync(join(addresses.dataDir, 'logs', 'api.log'), `${process.env.LINE}\n`);
    return {
      holds: true,
      after: [],
      expectedTrouble: [{ part: 'api', line: /on purpose/, why: 'The play makes it.' }],
    };
  },
  (line) => void process.stdout.write(`${line}\n`),
);
