import { Group, Skeleton, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFlask, IconListSearch, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useAccounts } from '../../client/accounts.ts';
import { api, ask, once, type RuleTerms, type SendingRule } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { ReasonedSwitch } from '../../parts/reasoned-switch.tsx';
import { useWriteReason } from '../../session/session.ts';
import { draftOf, draftReason, draftTerms, newDraft, type RuleDraft } from './rule-draft.ts';
import { RuleFields } from './rule-fields.tsx';
import { RulePreview } from './rule-preview.tsx';
import { RemoveRuleWindow, SwitchOnWindow } from './rule-windows.tsx';
import { termsOf, useRulePreview, useRules, useSwitching } from './use-rules.ts';

/** A new rule: written, tried, and kept switched off. */
export function NewRuleScreen() {
  const navigate = useNavigate();
  const accounts = useAccounts();
  const rules = useRules();
  const make = useWish(
    (draft: RuleDraft, key) =>
      ask(api.POST('/v1/sending-rules', { body: { ...toBody(draft), enabled: false }, ...once(key) })),
    {
      onDone: ({ id, name }) => {
        notifications.show({ title: `Regra gravada: ${name}`, message: 'Está desligada. Confira e ligue.' });
        void navigate({ to: '/regras/$id', params: { id } });
      },
    },
  );
  return (
    <Page title="Nova regra de envio" about="Fica desligada até você conferir a simulação e ligar.">
      {rules.isError && <ErrorNote error={rules.error} onRetry={() => void rules.refetch()} />}
      {accounts.data && rules.data ? (
        <RuleForm
          initial={newDraft(accounts.data, rules.data)}
          tried={null}
          submitLabel="Gravar desligada"
          isBusy={make.isPending}
          error={make.error}
          onSubmit={make.wish}
        />
      ) : (
        !rules.isError && <Skeleton h={420} aria-label="Carregando" />
      )}
    </Page>
  );
}

/** One rule: what it takes, what it would send now, and its switch. */
export function RuleScreen() {
  const { id } = useParams({ from: '/regras/$id' });
  const query = useQuery({
    queryKey: ['rules', id],
    queryFn: () => ask(api.GET('/v1/sending-rules/{id}', { params: { path: { id } } })),
    // What another person changed meanwhile is told at saving, and takes nothing away before.
    refetchOnWindowFocus: false,
  });
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton h={420} aria-label="Carregando" />;
  return <KnownRule rule={query.data} />;
}

function KnownRule({ rule }: { rule: SendingRule }) {
  const change = useWish(
    (draft: RuleDraft) =>
      ask(
        api.PATCH('/v1/sending-rules/{id}', {
          params: { path: { id: rule.id } },
          headers: { 'if-match': `"${rule.version}"` },
          body: toBody(draft),
        }),
      ),
    {
      onDone: ({ name }) =>
        notifications.show({ title: `Regra gravada: ${name}`, message: 'O que já enviou continua enviado.' }),
    },
  );
  return (
    <Page
      title={rule.name}
      about={rule.enabled ? 'Regra de envio ligada' : 'Regra de envio desligada: não envia nada'}
      actions={<Actions rule={rule} />}
    >
      <RuleForm
        // Switching it on or off must not take away what is being typed.
        key={JSON.stringify(draftOf(rule))}
        initial={draftOf(rule)}
        tried={termsOf(rule)}
        submitLabel="Gravar"
        isBusy={change.isPending}
        error={change.error}
        onSubmit={change.wish}
      />
    </Page>
  );
}

function toBody(draft: RuleDraft) {
  const name = draft.name.trim();
  return { name, ...draftTerms(draft), ...(draft.priority !== null && { priority: draft.priority }) };
}

function Actions({ rule }: { rule: SendingRule }) {
  const navigate = useNavigate();
  const writeReason = useWriteReason();
  const switching = useSwitching();
  const [opened, setOpened] = useState<'on' | 'remove' | null>(null);
  return (
    <>
      {switching.isError && <ErrorNote error={switching.error} />}
      <ReasonedSwitch
        label={rule.enabled ? 'Ligada' : 'Desligada'}
        checked={rule.enabled}
        disabledReason={writeReason}
        onSwitch={(enabled) => (enabled ? setOpened('on') : switching.wish({ rule, enabled }))}
      />
      <ReasonedButton
        size="sm"
        variant="default"
        leftSection={<IconListSearch size={16} aria-hidden />}
        onClick={() => void navigate({ to: '/remessas', search: { regra: rule.id } })}
      >
        O que enviou
      </ReasonedButton>
      <ReasonedButton
        size="sm"
        variant="default"
        disabledReason={writeReason}
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={() => setOpened('remove')}
      >
        Excluir
      </ReasonedButton>
      {opened === 'on' && <SwitchOnWindow rule={rule} onClose={() => setOpened(null)} />}
      {opened === 'remove' && (
        <RemoveRuleWindow
          rule={rule}
          onClose={() => setOpened(null)}
          onRemoved={() => void navigate({ to: '/regras' })}
        />
      )}
    </>
  );
}

interface FormProps {
  initial: RuleDraft;
  /** The terms that are tried as the page opens. */
  tried: RuleTerms | null;
  submitLabel: string;
  isBusy: boolean;
  error: unknown;
  onSubmit: (draft: RuleDraft) => void;
}

/** The rule at the left, and at the right what it would do. */
function RuleForm({ initial, tried, submitLabel, isBusy, error, onSubmit }: FormProps) {
  const [draft, setDraft] = useState(initial);
  const [terms, setTerms] = useState(tried);
  const writeReason = useWriteReason();
  const reason = draftReason(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason === undefined) onSubmit(draft);
  };
  return (
    <Group align="flex-start" gap="md" wrap="wrap">
      <form
        onSubmit={submit}
        className="sheet"
        aria-label="Regra"
        style={{ padding: 18, flex: '1 1 min(400px, 100%)', minWidth: 0 }}
      >
        <RuleFields draft={draft} onChange={setDraft} />
        {error !== null && error !== undefined && <ErrorNote error={error} />}
        <Group mt="md" gap="xs" className="no-print">
          <ReasonedButton type="submit" size="sm" loading={isBusy} disabledReason={writeReason ?? reason}>
            {submitLabel}
          </ReasonedButton>
          <ReasonedButton
            size="sm"
            variant="default"
            disabledReason={reason}
            leftSection={<IconFlask size={16} aria-hidden />}
            onClick={() => setTerms(draftTerms(draft))}
          >
            Simular
          </ReasonedButton>
        </Group>
      </form>
      <section
        className="sheet"
        aria-label="Simulação"
        style={{ padding: 18, flex: '2 1 min(440px, 100%)', minWidth: 0 }}
      >
        <Title order={2} size="h5" mb={4}>
          Simulação
        </Title>
        <Trial terms={terms} isOld={terms !== null && !isSame(terms, draftTerms(draft))} />
      </section>
    </Group>
  );
}

function Trial({ terms, isOld }: { terms: RuleTerms | null; isOld: boolean }) {
  const preview = useRulePreview(terms);
  if (terms === null) {
    return (
      <Text size="sm" className="quiet">
        Preencha a regra e use <b>Simular</b>: mostra quantos documentos ela enviaria agora, quanto somam, e
        quais ficariam de fora e por quê. Nada é enviado. Para enviar uma só vez, use{' '}
        <Link to="/remessa">Remessa para Cobrança</Link>.
      </Text>
    );
  }
  return (
    <>
      {isOld && (
        <Text size="sm" role="status" fw={600} mb="xs">
          A regra mudou desde esta simulação. Simule de novo.
        </Text>
      )}
      <RulePreview query={preview} />
    </>
  );
}

function isSame(one: RuleTerms, other: RuleTerms): boolean {
  return JSON.stringify(termsOf(one)) === JSON.stringify(termsOf(other));
}
