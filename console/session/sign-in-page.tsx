import { Center, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { api, ask, type Session } from '../client/api.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Entrar. A link that signs in once brings its secret in the address's fragment, which no server sees. */
export function SignInPage({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  const [failure, setFailure] = useState<unknown>(null);
  const [link, setLink] = useState(readLink);
  const tried = useRef(false);
  useEffect(() => {
    if (link === null || tried.current) return;
    tried.current = true;
    window.history.replaceState(null, '', '/console/');
    ask(api.POST('/v1/sessions', { body: { link } }))
      .then(onSignedIn)
      .catch((error: unknown) => {
        setFailure(error);
        setLink(null);
      });
  }, [link, onSignedIn]);

  return (
    <Center component="main" mih="100vh" p="md">
      <Paper className="sheet" p="xl" w={400} maw="100%">
        <Stack gap="md">
          <div>
            <Title order={1} size="h2">
              Remessa
            </Title>
            <Text className="quiet" size="sm">
              Cobrança por boleto e Pix no Asaas
            </Text>
          </div>
          {failure !== null && <ErrorNote error={failure} />}
          {link === null ? (
            <SignInForm onSignedIn={onSignedIn} />
          ) : (
            <Center p="lg">
              <Loader aria-label="Entrando" />
            </Center>
          )}
        </Stack>
      </Paper>
    </Center>
  );
}

function readLink(): string | null {
  if (!window.location.pathname.endsWith('/entrar')) return null;
  return /^#([\w-]{43})$/.exec(window.location.hash)?.[1] ?? null;
}
