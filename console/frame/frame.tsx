import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { EnvironmentBand, useIsSandbox } from './environment-band.tsx';
import { HelpWindow, useHelp } from './help-window.tsx';
import { Navigation } from './navigation.tsx';
import { PersonMenu } from './person-menu.tsx';
import { usePaperColours } from './use-printing.ts';

/** What every screen stands in: the band of the environment, the company, the ways to all screens, the help. */
export function Frame() {
  const [opened, { toggle, close }] = useDisclosure(false);
  const help = useHelp();
  usePaperColours();
  const isSandbox = useIsSandbox();
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the menu closes whenever another screen opens.
  useEffect(close, [path]);
  return (
    <AppShell
      header={{ height: isSandbox ? 76 : 50 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a className="skip-link" href="#content">
        Ir para o conteúdo
      </a>
      <AppShell.Header className="no-print">
        <EnvironmentBand />
        <Group h={50} px="md" gap="sm" wrap="nowrap">
          <Burger
            opened={opened}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={opened ? 'Fechar o menu' : 'Abrir o menu'}
          />
          <Text fw={700} size="lg">
            Remessa
          </Text>
          <PersonMenu onHelp={help.open} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label="Telas" p="xs" className="no-print">
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
      <HelpWindow opened={help.opened} onClose={help.close} />
    </AppShell>
  );
}
