import { inflateSync } from 'node:zlib';
import { scanGrayBuffer } from '@undecaf/zbar-wasm';

/** A filled rectangle as a page draws it, in points. */
interface Bar {
  x: number;
  width: number;
}

/** What a scanner reads off the bars that each page of a PDF draws, in the order of its pages. */
export async function readBarCodes(pdf: Buffer): Promise<string[]> {
  const pages = contentStreams(pdf)
    .map(drawnBars)
    .filter((bars) => bars.length > 100);
  return Promise.all(pages.map(scan));
}

/** The drawing instructions of each page. Pictures and fonts are streams too, and hold no rectangles. */
function contentStreams(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/\/Length (\d+)[^>]*>>\s*stream\r?\n/g)].flatMap((match) => {
    const start = (match.index ?? 0) + match[0].length;
    try {
      return [inflateSync(pdf.subarray(start, start + Number(match[1]))).toString('latin1')];
    } catch {
      return [];
    }
  });
}

function drawnBars(content: string): Bar[] {
  const rectangles = content.matchAll(
    /(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re\s+(?:\/?\S+\s+){0,8}?f\b/g,
  );
  return [...rectangles].map(([, x, , width]) => ({ x: Number(x), width: Number(width) }));
}

/** Draws the bars on a bitmap, ten dots for each point, with a margin as on paper. */
async function scan(bars: Bar[]): Promise<string> {
  const scale = 10;
  const margin = 200;
  const left = Math.min(...bars.map(({ x }) => x));
  const right = Math.max(...bars.map(({ x, width }) => x + width));
  const width = Math.ceil((right - left) * scale) + 2 * margin;
  const height = 60;
  const row = new Uint8Array(width).fill(255);
  for (const bar of bars) {
    row.fill(
      0,
      margin + Math.round((bar.x - left) * scale),
      margin + Math.round((bar.x + bar.width - left) * scale),
    );
  }
  const bitmap = new Uint8Array(width * height);
  for (let at = 0; at < height; at++) bitmap.set(row, at * width);
  const [symbol] = await scanGrayBuffer(bitmap.buffer, width, height);
  return symbol?.decode() ?? '';
}
