import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, ask, once } from '../client/api.ts';
import { useWish } from '../client/use-wish.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { ReasonedButton } from '../parts/reasoned-button.tsx';
import { counted, day } from '../words/format.ts';

const steps = [1, 7, 30] as const;

/** The day at the simulator, and buttons that let days pass. */
export function PassingTime({ disabledReason }: { disabledReason: string | undefined }) {
  const simulator = useQuery({ queryKey: ['simulator'], queryFn: () => ask(api.GET('/v1/simulator')) });
  const pass = useWish((advanceDays: number, key) =>
    ask(api.POST('/v1/simulator/clock', { body: { advanceDays }, ...once(key) })),
  );
  const error = pass.error ?? simulator.error;
  return (
    <>
      <Text size="sm" aria-live="polite">
        Hoje no simulador: <b>{day(pass.data?.today ?? simulator.data?.today)}</b>
      </Text>
      <Group gap={6} my={8}>
        {steps.map((days) => (
          <ReasonedButton
            key={days}
            size="xs"
            variant="default"
            disabledReason={disabledReason}
            loading={pass.isPending && pass.variables === days}
            onClick={() => pass.wish(days)}
          >
            Passar {counted(days, 'dia', 'dias')}
          </ReasonedButton>
        ))}
      </Group>
      <Text size="xs" className="quiet">
        Boletos pagos são creditados e o que venceu fica vencido. O relógio é um só para todas as empresas
        deste simulador.
      </Text>
      {error && <ErrorNote error={error} />}
    </>
  );
}
