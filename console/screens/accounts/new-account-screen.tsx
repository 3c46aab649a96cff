import {
  Button,
  Group,
  PasswordInput,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, ask, once, type Schemas } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useWriteReason } from '../../session/session.ts';

const blank = {
  bankCode: '461',
  name: 'Asaas',
  agency: '',
  number: '',
  digit: '',
  environment: 'sandbox' as 'sandbox' | 'production',
  apiKey: '',
};

/** A new account: the key is tried at Asaas before anything is stored. */
export function NewAccountScreen() {
  const navigate = useNavigate();
  const writeReason = useWriteReason();
  const [typed, setTyped] = useState(blank);
  const set = (changes: Partial<typeof blank>) => setTyped({ ...typed, ...changes });
  const field = (name: 'name' | 'agency' | 'number' | 'digit', label: string, extra = {}) => (
    <TextInput
      label={label}
      required
      value={typed[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      {...extra}
    />
  );
  const banks = useQuery({
    queryKey: ['banks'],
    queryFn: async () => (await ask(api.GET('/v1/banks'))).data,
  });
  const create = useWish(
    (body: Schemas['NewAccount'], key) => ask(api.POST('/v1/accounts', { body, ...once(key) })),
    {
      onDone: (account) => {
        notifications.show({ title: 'Conta cadastrada', message: 'A chave foi aceita pelo Asaas.' });
        void navigate({ to: '/contas/$id', params: { id: account.id } });
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const digits = (text: string) => text.replace(/\D/g, '');
    const { agency, number, digit, apiKey, ...rest } = typed;
    if (writeReason === undefined)
      create.wish({
        ...rest,
        bankCode: rest.bankCode as '461',
        agency: digits(agency),
        number: digits(number),
        digit: digit.trim(),
        apiKey: apiKey.trim(),
      });
  };
  return (
    <Page title="Nova conta corrente" about="A chave é testada no Asaas antes de gravar.">
      <form onSubmit={submit} className="sheet" style={{ padding: 20, maxWidth: 760 }}>
        <Stack gap="md">
          <div>
            <Text size="sm" fw={500} mb={4} id="environment">
              Ambiente
            </Text>
            <SegmentedControl
              aria-labelledby="environment"
              value={typed.environment}
              onChange={(environment) => set({ environment: environment as 'sandbox' })}
              data={[
                { value: 'sandbox', label: 'Homologação' },
                { value: 'production', label: 'Produção' },
              ]}
            />
          </div>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Select
              label="Banco"
              allowDeselect={false}
              data={(banks.data ?? []).map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
              value={typed.bankCode}
              onChange={(bankCode) => bankCode && set({ bankCode })}
            />
            {field('name', 'Nome da conta', { maxLength: 200 })}
          </SimpleGrid>
          <SimpleGrid cols={{ base: 2, sm: 3 }}>
            {field('agency', 'Agência', { autoFocus: true, inputMode: 'numeric' })}
            {field('number', 'Conta', { inputMode: 'numeric' })}
            {field('digit', 'Dígito', { maxLength: 1 })}
          </SimpleGrid>
          <PasswordInput
            label="Chave API"
            required
            autoComplete="off"
            description="No Asaas: Configurações de conta → Integrações → Gerar chave de API. O Asaas pede um código por SMS. A chave não é mostrada de novo."
            value={typed.apiKey}
            onChange={(event) => set({ apiKey: event.currentTarget.value })}
            visibilityToggleButtonProps={{ 'aria-label': 'Mostrar ou esconder a chave' }}
          />
          {create.isError && <ErrorNote error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => void navigate({ to: '/contas' })}>
              Voltar
            </Button>
            <ReasonedButton type="submit" loading={create.isPending} disabledReason={writeReason}>
              Testar a chave e gravar
            </ReasonedButton>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
