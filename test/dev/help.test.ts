import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../dev/project.ts';

const { scripts } = JSON.parse(readFileSync(`${projectRoot}package.json`, 'utf8'));

/** The commands that run a file of ours, with that file. */
const commands = Object.entries<string>(scripts).flatMap(([name, script]) => {
  const [, file] = /exec node .*?(\S+\.ts)$/.exec(script) ?? [];
  return file ? [{ name, script, file }] : [];
});

describe('each command', () => {
  it.each(commands)('$name is explained by its own file', ({ name, script, file }) => {
    expect(script).toContain('--import ./dev/help.ts');
    const comments = readFileSync(`${projectRoot}${file}`, 'utf8').match(/^\/\*\*[\s\S]*?\*\//gm) ?? [];
    const called = ['start', 'test', 'test:console'].includes(name)
      ? `npm ${name.split(':')[0]}`
      : `npm run ${name}`;
    expect(comments.some((comment) => comment.includes(called))).toBe(true);
  });

  it('says what it does on --help, and starts nothing', () => {
    const [node, ...args] = scripts.start.replace('exec ', '').split(' ');
    const said = execFileSync(node, [...args, '--help'], { cwd: projectRoot, encoding: 'utf8' });
    expect(said).toMatch(/^`npm start`: Postgres, Temporal/);
    expect(said).not.toMatch(/\*\/|^ \*/m);
  });
});
