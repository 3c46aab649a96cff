import { Center, Loader, Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { api, ask, type Session } from '../client/api.ts';
import { ApiProblem } from '../client/problem.ts';
import { sessionState } from '../client/session-state.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { ConfirmWindow } from './confirm-window.tsx';
import { SessionContext } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { useConfirmation } from './use-confirmation.ts';
import { useFirstEscape } from './use-first-escape.ts';

/**
 * Lets nobody in without a session. A session that ends while somebody works is renewed in a window above the page, and a
 * step that needs it is confirmed in one: whatever was typed below is still there.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [ended, setEnded] = useState(false);
  const [session, setSession] = useState<Session | null>(null);
  const current = useQuery({
    queryKey: ['session'],
    queryFn: async () => {
      try {
        return await ask(api.GET('/v1/sessions/current'));
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

  const begin = useCallback(
    (opened: Session) => {
      sessionState.session = opened;
      setSession(opened);
      setEnded(false);
      queries.setQueryData(['session'], opened);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
    [queries],
  );
  useEffect(() => {
    if (current.data && !session) begin(current.data);
  }, [current.data, session, begin]);
  sessionState.onEnded = () => session && setEnded(true);

  const confirmation = useConfirmation((confirmed) => {
    sessionState.session = confirmed;
    setSession(confirmed);
    queries.setQueryData(['session'], confirmed);
  });
  // A window of the session is above all others: Esc must not close one below, with what was typed there.
  useFirstEscape(ended ? () => {} : confirmation.isAsked ? confirmation.dismiss : null);

  const signOut = async (where: 'here' | 'everywhere') => {
    await api.DELETE(where === 'here' ? '/v1/sessions/current' : '/v1/sessions').catch(() => {});
    // A new page forgets everything that this one read.
    window.location.assign('/console/');
  };

  if (current.isError) return <ErrorNote error={current.error} onRetry={() => void current.refetch()} />;
  if (current.isPending || (current.data && !session)) return <Waiting />;
  if (!session) return <SignInPage onSignedIn={begin} />;
  return (
    <SessionContext value={{ session, signOut: (where) => void signOut(where) }}>
      {children}
      <Modal
        opened={ended}
        onClose={() => {}}
        withCloseButton={false}
        title="Sua sessão terminou"
        centered
        zIndex={1000}
      >
        <p>Entre de novo para continuar de onde parou. O que você digitou continua na página.</p>
        <SignInForm onSignedIn={begin} />
      </Modal>
      {confirmation.isAsked && !ended && (
        <ConfirmWindow
          by={session.confirmsBy}
          onConfirmed={confirmation.onConfirmed}
          onClose={confirmation.dismiss}
        />
      )}
    </SessionContext>
  );
}

function Waiting() {
  return (
    <Center mih="100vh">
      <Loader aria-label="Carregando" />
    </Center>
  );
}
