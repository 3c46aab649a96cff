import { Text } from '@mantine/core';
import { api, ask, type SendingRule } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { FormWindow } from '../../parts/window.tsx';
import { counted, money } from '../../words/format.ts';
import { RulePreview } from './rule-preview.tsx';
import { termsOf, useRulePreview, useSwitching } from './use-rules.ts';

interface Props {
  rule: SendingRule;
  onClose: () => void;
}

/** Before a rule is switched on: what it would send at once, and what not and why. */
export function SwitchOnWindow({ rule, onClose }: Props) {
  const preview = useRulePreview(termsOf(rule));
  const switching = useSwitching(onClose);
  const sendable = preview.data?.sendable;
  return (
    <FormWindow
      title={`Ligar a regra ${rule.name}`}
      size="lg"
      onClose={onClose}
      onSubmit={() => sendable && switching.wish({ rule, enabled: true })}
      submitLabel={
        sendable && sendable.count > 0
          ? `Ligar e enviar ${counted(sendable.count, 'documento', 'documentos')}, ${money(sendable.amountCents)}`
          : 'Ligar a regra'
      }
      isBusy={switching.isPending || preview.isPending}
      error={switching.error}
    >
      <RulePreview query={preview} />
      <Text size="sm" mt="sm">
        Daqui em diante, cada documento novo que servir é enviado sozinho, e os demais quando chegar o dia
        deles.
      </Text>
    </FormWindow>
  );
}

/** The rule goes; what it sent stays sent. */
export function RemoveRuleWindow({ rule, onClose, onRemoved }: Props & { onRemoved: () => void }) {
  const remove = useWish(
    ({ id, version }: SendingRule) =>
      ask(
        api.DELETE('/v1/sending-rules/{id}', {
          params: { path: { id } },
          headers: { 'if-match': `"${version}"` },
        }),
      ),
    { onDone: onRemoved },
  );
  return (
    <FormWindow
      title={`Excluir a regra ${rule.name}`}
      onClose={onClose}
      onSubmit={() => remove.wish(rule)}
      submitLabel="Excluir"
      isBusy={remove.isPending}
      error={remove.error}
      isDangerous
    >
      <Text size="sm">
        Ela não envia mais nada, e não volta. O que já enviou continua em cobrança e em Consulta de remessa.
        Para parar só por um tempo, desligue-a.
      </Text>
    </FormWindow>
  );
}
