import { expect, it } from 'vitest';
import { projectRoot } from '../../../dev/project.ts';
import { whileFull } from '../../../dev/prove/small-disk.ts';

it('A disk of more than two gigabytes, as that of this checkout, is not filled', async () => {
  await expect(whileFull(projectRoot, 1)).rejects.toThrow('is on a large disk');
});
