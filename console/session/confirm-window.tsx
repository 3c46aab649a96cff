import { Button, Group, PasswordInput, SegmentedControl, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, ask, type Session } from '../client/api.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Window } from '../parts/window.tsx';

type Way = Session['confirmsBy'] | 'link';

interface Props {
  by: Session['confirmsBy'];
  onConfirmed: (session: Session) => void;
  onClose: () => void;
}

/** Asks once more for the secret by which somebody came in. Nothing that was typed below is lost. */
export function ConfirmWindow({ by, onConfirmed, onClose }: Props) {
  const [way, setWay] = useState<Way>(by);
  const confirm = useMutation({
    mutationFn: (typed: string) =>
      ask(api.POST('/v1/sessions/current/confirm', { body: toBody(way, typed) })),
    onSuccess: onConfirmed,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    confirm.mutate(String(new FormData(event.currentTarget).get('secret') ?? ''));
  };
  const { show, ...field } = fields[way];
  return (
    <Window title="Confirme que é você" onClose={onClose} centered zIndex={1000}>
      <p>Este passo pede uma confirmação, que vale por dez minutos. O que você digitou continua na página.</p>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {by === 'password' && <WayChoice way={way} onChoose={setWay} />}
          <PasswordInput
            key={way}
            name="secret"
            {...field}
            required
            data-autofocus
            visibilityToggleButtonProps={{ 'aria-label': show }}
          />
          {confirm.isError && <ErrorNote error={confirm.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Voltar
            </Button>
            <Button type="submit" loading={confirm.isPending}>
              Confirmar
            </Button>
          </Group>
        </Stack>
      </form>
    </Window>
  );
}

/** A person who came by a link need not know her password. */
function WayChoice({ way, onChoose }: { way: Way; onChoose: (way: Way) => void }) {
  return (
    <SegmentedControl
      fullWidth
      aria-label="Como confirmar"
      value={way}
      onChange={(value) => onChoose(value as Way)}
      data={[
        { value: 'password', label: 'Senha' },
        { value: 'link', label: 'Link de acesso' },
      ]}
    />
  );
}

const fields: Record<Way, { label: string; autoComplete: string; show: string; description?: string }> = {
  password: { label: 'Senha', autoComplete: 'current-password', show: 'Mostrar ou esconder a senha' },
  apiKey: { label: 'Chave de API', autoComplete: 'off', show: 'Mostrar ou esconder a chave' },
  link: {
    label: 'Link de acesso novo',
    autoComplete: 'off',
    show: 'Mostrar ou esconder o link',
    description: 'Peça outro a quem administra e cole-o aqui. Vale uma vez.',
  },
};

/** Of a link only what stands behind the # counts. */
function toBody(way: Way, typed: string) {
  if (way === 'password') return { password: typed };
  if (way === 'apiKey') return { apiKey: typed };
  return { link: typed.trim().replace(/^.*#/, '') };
}
