import { useEffect, useRef } from 'react';

/** The clerk's keys of this screen: F2 begins something new, F8 goes to the filter. */
export function useFunctionKeys(keys: { f2?: () => void; f8?: () => void }): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act =
        event.key === 'F2' ? current.current.f2 : event.key === 'F8' ? current.current.f8 : undefined;
      if (!act || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
