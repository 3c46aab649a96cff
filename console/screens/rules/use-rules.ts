import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { api, ask, type RuleTerms, type SendingRule } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';

/** The company's rules in the order in which they decide; a hundred at most, so they are read whole. */
export function useRules() {
  return useQuery({
    queryKey: ['rules'],
    queryFn: async () =>
      (await ask(api.GET('/v1/sending-rules', { params: { query: { limit: 200 } } }))).data,
    refetchInterval: 10_000,
  });
}

/** What these terms would send now, and what not and why. Nothing is sent by asking. */
export function useRulePreview(terms: RuleTerms | null) {
  return useQuery({
    queryKey: ['rules', 'preview', terms],
    enabled: terms !== null,
    queryFn: () => ask(api.POST('/v1/sending-rules/preview', { body: terms ?? {} })),
    gcTime: 0,
  });
}

/** Switches a rule on or off, as it was read: who comes second is told. */
export function useSwitching(onDone?: () => void) {
  return useWish(
    ({ rule: { id, version }, enabled }: { rule: SendingRule; enabled: boolean }) =>
      ask(
        api.PATCH('/v1/sending-rules/{id}', {
          params: { path: { id } },
          headers: { 'if-match': `"${version}"` },
          body: { enabled },
        }),
      ),
    {
      onDone: ({ name, enabled }) => {
        notifications.show(
          enabled
            ? { title: `Regra ligada: ${name}`, message: 'Os documentos saem em minutos; os novos, na hora.' }
            : { title: `Regra desligada: ${name}`, message: 'Ela não envia mais nada.' },
        );
        onDone?.();
      },
    },
  );
}

/** Only what says which documents a rule takes, and where they go. */
export function termsOf(rule: RuleTerms): RuleTerms {
  const { accountId, payerId, dueWithinDays, amountFromCents, amountToCents } = rule;
  return { accountId, payerId, dueWithinDays, amountFromCents, amountToCents } as RuleTerms;
}
