import { PasswordInput, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { type Account, api, ask } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { FormWindow } from '../../parts/window.tsx';

/** A new key for the same account at Asaas; what waited for it goes on by itself. */
export function NewKeyWindow({ account, onClose }: { account: Account; onClose: () => void }) {
  const [apiKey, setApiKey] = useState('');
  const change = useWish(
    (body: { apiKey: string }) =>
      ask(api.PATCH('/v1/accounts/{id}', { params: { path: { id: account.id } }, body })),
    {
      onDone: () => {
        notifications.show({
          title: 'Chave trocada',
          message: 'O Asaas aceitou a nova chave; o que esperava por ela continua sozinho.',
        });
        onClose();
      },
    },
  );
  return (
    <FormWindow
      title="Trocar a Chave API"
      onClose={onClose}
      onSubmit={() => change.wish({ apiKey: apiKey.trim() })}
      submitLabel="Testar e trocar"
      isBusy={change.isPending}
      error={change.error}
    >
      <Text size="sm" mb="sm">
        A nova chave deve ser da mesma conta do Asaas. Gere-a em Configurações de conta → Integrações; o Asaas
        pede um código por SMS. A chave de agora termina em {account.keyHint}.
      </Text>
      <PasswordInput
        label="Nova Chave API"
        required
        data-autofocus
        autoComplete="off"
        value={apiKey}
        onChange={(event) => setApiKey(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': 'Mostrar ou esconder a chave' }}
      />
    </FormWindow>
  );
}
