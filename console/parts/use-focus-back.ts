import { useEffect, useState } from 'react';

/**
 * Gives the focus back to what opened a window, once the window is gone. For windows that are drawn only while they are
 * open: Mantine itself gives it back only where a window stays and is hidden.
 */
export function useFocusBack(): void {
  const [opener] = useState(() => openerOf(document.activeElement));
  useEffect(
    () => () => {
      // What was decided may have taken its row off the list: then the next Tab begins at the content.
      const back = opener?.isConnected ? opener : document.getElementById('content');
      requestAnimationFrame(() => {
        // The next window may have taken it already.
        if (document.activeElement === document.body) back?.focus();
      });
    },
    [opener],
  );
}

/** An item of a menu is gone when the menu closes; the button of the menu stays. */
function openerOf(active: Element | null): HTMLElement | null {
  const menu = active?.closest('[role="menu"]');
  const button = menu && document.querySelector<HTMLElement>(`[aria-controls="${menu.id}"]`);
  return button ?? (active as HTMLElement | null);
}
