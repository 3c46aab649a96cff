import { describe, expect, it } from 'vitest';
import { projectText } from './compose-file.ts';

const dockerfile = projectText('Dockerfile');

describe('the Dockerfile', () => {
  it('does not run as root, and tells when it is ready', () => {
    const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(lastStage).toMatch(/^USER node$/m);
    expect(lastStage).toMatch(/^HEALTHCHECK /m);
  });

  it('stands on a Debian with an LTS release of Node that package.json allows', () => {
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:(22|24)-bookworm-slim$/m);
  });

  it('is handed every folder that the build reads, and nothing that is secret or made', () => {
    const ignore = projectText('.dockerignore').split('\n');
    const { include } = JSON.parse(projectText('tsconfig.build.json')) as { include: string[] };
    expect(include.filter((source) => !ignore.includes(`!${source}`))).toEqual([]);
    expect(
      ['.data', '.git', 'dist', 'node_modules', 'test'].filter((name) => ignore.includes(`!${name}`)),
    ).toEqual([]);
    expect(ignore).toContain('*');
  });
});
