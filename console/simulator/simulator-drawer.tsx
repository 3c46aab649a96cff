import { Drawer, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useFocusBack } from '../parts/use-focus-back.ts';
import { useWriteReason } from '../session/session.ts';
import type { Paid } from './paid.ts';
import { PaidNow } from './paid-now.tsx';
import { PassingTime } from './passing-time.tsx';
import { PayingPayers } from './paying-payers.tsx';

/**
 * Who pays and how time passes, beside the page on which the clerk watches what comes of it. It asks the API, which
 * asks the simulator.
 */
export function SimulatorDrawer({ onClose }: { onClose: () => void }) {
  const [paid, setPaid] = useState<readonly Paid[]>([]);
  const reason = useWriteReason();
  useFocusBack();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={430}
      title="Simulador do Asaas"
      withOverlay={false}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Fechar' }}
      shadow="xl"
    >
      <Stack gap="lg">
        <Text size="sm" className="quiet">
          Aqui você faz o papel dos pagadores e do tempo. Nada disto é dinheiro de verdade.
        </Text>
        <Part title="O tempo">
          <PassingTime disabledReason={reason} />
        </Part>
        {paid.length > 0 && (
          <Part title="Pagos agora">
            <PaidNow paid={paid} />
          </Part>
        )}
        <Part title="Os pagadores">
          <PayingPayers
            disabledReason={reason}
            onPaid={(now) => setPaid((before) => [now, ...before].slice(0, shownPaid))}
          />
        </Part>
      </Stack>
    </Drawer>
  );
}

const shownPaid = 5;

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} size="h6" mb={6}>
        {title}
      </Title>
      {children}
    </section>
  );
}
