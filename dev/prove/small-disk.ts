import { rmSync, statfsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const block = Buffer.alloc(64 * 1_024);

/** What others free meanwhile is taken again so often. */
const everyMs = 250;

/** More than that is no small disk, and filling it would harm others. */
const sizeMaxBytes = 2 * 1_024 ** 3;

/**
 * Fills the file system of a folder to its last block, keeps it full for so long, and gives the room back. Whether it was full.
 * Throws where it is larger than two gigabytes.
 */
export async function whileFull(folder: string, forMs: number): Promise<boolean> {
  const { blocks, bsize } = statfsSync(folder);
  if (blocks * bsize > sizeMaxBytes) throw new Error(`${folder} is on a large disk; that is not filled`);
  const path = join(folder, 'filler');
  const untilMs = Date.now() + forMs;
  let wasFull = false;
  try {
    while (Date.now() < untilMs) {
      wasFull = (await fill(path)) || wasFull;
      await pause(everyMs);
    }
  } finally {
    rmSync(path, { force: true });
  }
  return wasFull;
}

/** Appends until there is no room, in ever smaller pieces. */
async function fill(path: string): Promise<boolean> {
  const file = await open(path, 'a');
  try {
    for (let size = block.length; size >= 512; ) {
      try {
        await file.write(block, 0, size);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        size /= 2;
      }
    }
    return true;
  } finally {
    await file.close();
  }
}
