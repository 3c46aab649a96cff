import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconWand } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useSession } from '../session/session.ts';

const SimulatorDrawer = lazy(async () => ({
  default: (await import('./simulator-drawer.tsx')).SimulatorDrawer,
}));

/** Opens the payers' side. It is there only where Asaas is the simulator, and for who sees a company. */
export function SimulatorButton() {
  const { session } = useSession();
  const [opened, { open, close }] = useDisclosure(false);
  if (!session.hasSimulator || !session.tenant) return null;
  return (
    <>
      <Button
        size="compact-xs"
        variant="white"
        color="dark"
        leftSection={<IconWand size={14} aria-hidden />}
        aria-haspopup="dialog"
        onClick={open}
      >
        Simulador
      </Button>
      {opened && (
        <Suspense>
          <SimulatorDrawer onClose={close} />
        </Suspense>
      )}
    </>
  );
}
