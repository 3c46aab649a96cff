import { useEffect, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Whether the page is being printed, or looked at as it would be printed. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const paper = window.matchMedia('print');
    // The browser prints what is there when these return: drawn a moment later, it would be too late.
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => flushSync(() => setPrinting(false));
    const turn = () => (paper.matches ? begin() : end());
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    paper.addEventListener('change', turn);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
      paper.removeEventListener('change', turn);
    };
  }, []);
  return isPrinting;
}

const scheme = 'data-mantine-color-scheme';

/** Paper is white: whoever works in the dark prints in the light colours all the same. */
export function usePaperColours(): void {
  const isPrinting = usePrinting();
  useLayoutEffect(() => {
    const page = document.documentElement;
    const before = page.getAttribute(scheme);
    if (!isPrinting || before === null) return;
    page.setAttribute(scheme, 'light');
    return () => page.setAttribute(scheme, before);
  }, [isPrinting]);
}
