import type { Page } from 'playwright-core';

/** Whatever is measured in a page from its beginning on. */
export interface PageFigures {
  firstContentMs: number;
  /** Beyond 50 ms of each task. */
  blockedMs: number;
  shift: string;
}

/** How long the frames of a stretch took, and how long nothing else could run. */
export interface Smoothness {
  frames: number;
  medianMs: number;
  p95Ms: number;
  worstMs: number;
  longTasks: number;
  longestTaskMs: number;
}

/** Lets every page that is opened from now on note its long tasks and shifts. */
export async function observePages(page: Page): Promise<void> {
  await page.addInitScript(observe);
}

export async function figuresOf(page: Page): Promise<PageFigures> {
  const [paint, tasks, shift] = (await page.evaluate(
    `[performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, seen.tasks, seen.shift]`,
  )) as [number, number[], number];
  const blockedMs = tasks.reduce((sum, task) => sum + Math.max(0, task - 50), 0);
  return { firstContentMs: Math.round(paint), blockedMs: Math.round(blockedMs), shift: shift.toFixed(3) };
}

/** Looks at every frame and every long task while the work is done. */
export async function watchFrames(page: Page, work: () => Promise<void>): Promise<Smoothness> {
  await page.evaluate(`(() => {
    seen.frames = []; seen.tasks = []; let last = performance.now();
    const note = (now) => { if (!seen.frames) return; seen.frames.push(now - last); last = now; requestAnimationFrame(note); };
    requestAnimationFrame(note); })()`);
  await work();
  const [frames, tasks] = (await page.evaluate(
    '(() => { const { frames, tasks } = seen; seen.frames = null; return [frames, tasks]; })()',
  )) as [number[], number[]];
  frames.sort((one, other) => one - other);
  const at = (share: number) => Math.round(frames[Math.floor((frames.length - 1) * share)] ?? 0);
  return {
    frames: frames.length,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    worstMs: at(1),
    longTasks: tasks.length,
    longestTaskMs: Math.round(Math.max(0, ...tasks)),
  };
}

/** Runs in the page, before anything else does. */
function observe(): void {
  const seen = { tasks: [] as number[], shift: 0, frames: null };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((entries) => {
    for (const { duration } of entries.getEntries()) seen.tasks.push(duration);
  }).observe({ type: 'longtask' as never, buffered: true });
  new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift' as never, buffered: true });
}
