import { List, Text } from '@mantine/core';
import type { Account } from '../../client/api.ts';

/** For those who set the webhook up at Asaas by hand: what to press there, and what to tick. */
export function WebhookSteps({ webhook }: { webhook: Account['webhook'] }) {
  return (
    <details open={webhook.status === 'manual'}>
      <Text component="summary" size="sm">
        Como colar no Asaas
      </Text>
      <List size="sm" type="ordered" spacing={4} mt="xs">
        <List.Item>No Asaas, abra Integrações → Webhooks → Criar Webhook.</List.Item>
        <List.Item>
          Cole a URL e o token acima. Se o token não aparece, use{' '}
          <b>{webhook.status === 'active' ? 'Configurar de novo' : 'Reativar'}</b>.
        </List.Item>
        <List.Item>Escolha a versão da API v3 e o envio sequencial, e deixe a fila ativada.</List.Item>
        <List.Item>
          Marque todos os eventos de <b>Cobranças</b>: registro, pagamento, vencimento, estorno, remoção.
        </List.Item>
        <List.Item>
          Marque também os eventos de <b>Chaves de API</b> (criada, ativada, desativada, excluída, expirada,
          perto de expirar): assim o aviso chega antes de a chave deixar de valer.
        </List.Item>
        <List.Item>Salve e volte aqui: Conferir agora mostra se está certo.</List.Item>
      </List>
      <Text size="sm" className="quiet" mt="xs">
        Se também for preciso gerar uma chave de API (Configurações de conta → Integrações), o Asaas pede um
        código por SMS: tenha à mão o celular cadastrado lá.
      </Text>
    </details>
  );
}
