import { Center, Loader, Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { api, ask, type Session, sessionState } from '../client/api.ts';
import { ApiProblem } from '../client/problem.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { SessionContext } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';
import { SignInPage } from './sign-in-page.tsx';

/**
 * Lets nobody in without a session. A session that ends while somebody works is renewed in a window above the page:
 * whatever was typed there is still there.
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
      sessionState.csrfToken = opened.csrfToken;
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

  const signOut = async () => {
    await api.DELETE('/v1/sessions/current').catch(() => {});
    // A new page forgets everything that this one read.
    window.location.assign('/console/');
  };

  if (current.isError) return <ErrorNote error={current.error} onRetry={() => void current.refetch()} />;
  if (current.isPending || (current.data && !session)) return <Waiting />;
  if (!session) return <SignInPage onSignedIn={begin} />;
  return (
    <SessionContext value={{ session, signOut: () => void signOut() }}>
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
