import { ActionIcon, Group, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconHelp, IconLogout, IconLogout2, IconMoon, IconSun, IconUser } from '@tabler/icons-react';
import { useSession } from '../session/session.ts';

const roleNames = {
  admin: 'Fornecedor',
  erp: 'Financeiro, acesso completo',
  operator: 'Operador',
  viewer: 'Consulta',
} as const;

/** Who is signed in and for which company, the help, light or dark, and the way out. */
export function PersonMenu({ onHelp }: { onHelp: () => void }) {
  const { session, signOut } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Group ml="auto" gap={4} wrap="nowrap">
      <Text size="sm" className="quiet wide-only" truncate maw={320}>
        {session.tenant?.name}
      </Text>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Ajuda e teclas (?)" onClick={onHelp}>
        <IconHelp size={20} aria-hidden />
      </ActionIcon>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <UnstyledButton p={6} aria-label={`Menu de ${session.name ?? 'fornecedor'}`}>
            <IconUser size={20} aria-hidden style={{ display: 'block' }} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {session.name ?? 'Fornecedor'}
            <br />
            {roleNames[session.role]}
            {session.tenant && (
              <>
                <br />
                {session.tenant.name}
              </>
            )}
          </Menu.Label>
          <Menu.Item
            leftSection={colorScheme === 'dark' ? <IconSun size={16} /> : <IconMoon size={16} />}
            onClick={() => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark')}
          >
            {colorScheme === 'dark' ? 'Usar cores claras' : 'Usar cores escuras'}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut('here')}>
            Sair
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout2 size={16} />} onClick={() => signOut('everywhere')}>
            Sair em todos os lugares
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
