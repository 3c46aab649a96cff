import { useRef, useState } from 'react';
import type { Session } from '../client/api.ts';
import { sessionState } from '../client/session-state.ts';

/** Lets calls ask the person for her secret once more. One window answers all that ask at once. */
export function useConfirmation(onRenewed: (session: Session) => void) {
  const [isAsked, setAsked] = useState(false);
  const waiting = useRef<((isConfirmed: boolean) => void)[]>([]);
  const answer = (isConfirmed: boolean) => {
    setAsked(false);
    for (const tell of waiting.current.splice(0)) tell(isConfirmed);
  };
  sessionState.confirm = () =>
    new Promise((tell) => {
      waiting.current.push(tell);
      setAsked(true);
    });
  return {
    isAsked,
    onConfirmed: (session: Session) => {
      onRenewed(session);
      answer(true);
    },
    dismiss: () => answer(false),
  };
}
