import { useEffect, useRef } from 'react';

/** Takes Esc before any window of a screen hears it, while there is something to do by it. */
export function useFirstEscape(onEscape: (() => void) | null): void {
  const current = useRef(onEscape);
  current.current = onEscape;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || !current.current) return;
      event.stopImmediatePropagation();
      current.current();
    };
    // Windows listen at the same place, and whoever came first hears first: the gate is there before any of them.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
