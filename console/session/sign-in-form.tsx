import { Button, PasswordInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, ask, type Session } from '../client/api.ts';
import { ErrorNote } from '../parts/error-note.tsx';

type Way = 'user' | 'key';

/** Signs in by login and password, or by an API key. */
export function SignInForm({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  const [way, setWay] = useState<Way>('user');
  const signIn = useMutation({
    mutationFn: (body: { login: string; password: string } | { apiKey: string }) =>
      ask(api.POST('/v1/sessions', { body })),
    onSuccess: onSignedIn,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const text = (name: string) => String(typed.get(name) ?? '');
    if (way === 'key') signIn.mutate({ apiKey: text('apiKey') });
    else signIn.mutate({ login: text('login'), password: text('password') });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <SegmentedControl
          fullWidth
          aria-label="Como entrar"
          value={way}
          onChange={(value) => setWay(value as Way)}
          data={[
            { value: 'user', label: 'Usuário e senha' },
            { value: 'key', label: 'Chave de API' },
          ]}
        />
        {way === 'user' ? (
          <>
            <TextInput name="login" label="Usuário" autoComplete="username" required data-autofocus />
            <PasswordInput
              name="password"
              label="Senha"
              autoComplete="current-password"
              required
              visibilityToggleButtonProps={{ 'aria-label': 'Mostrar ou esconder a senha' }}
            />
          </>
        ) : (
          <PasswordInput
            name="apiKey"
            label="Chave de API"
            description="Começa com rms_. Serve para quem integra o ERP."
            autoComplete="off"
            required
            visibilityToggleButtonProps={{ 'aria-label': 'Mostrar ou esconder a chave' }}
          />
        )}
        {signIn.isError && <ErrorNote error={signIn.error} />}
        <Button type="submit" loading={signIn.isPending} fullWidth>
          Entrar
        </Button>
      </Stack>
    </form>
  );
}
