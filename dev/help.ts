import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Loaded before each command of package.json: `--help` says what the command does and starts nothing. The words are the
 * command's own comment, the one that names its `npm run`, so there is no second text that could grow old.
 */
const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } }, strict: false });
const command = process.argv[1];
if (values.help && command) {
  process.stdout.write(
    `${helpOf(readFileSync(command, 'utf8')) ?? `There is no help in ${basename(command)}.`}\n`,
  );
  process.exit(0);
}

function helpOf(source: string): string | undefined {
  const comments = source.match(/^\/\*\*[\s\S]*?\*\//gm) ?? [];
  const own = comments.find((comment) => /npm (run \S|start|test)/.test(comment));
  return own
    ?.slice(3, -2)
    .replace(/^ *\* ?/gm, '')
    .trim();
}
