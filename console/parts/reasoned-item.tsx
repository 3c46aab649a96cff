import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  icon: ReactNode;
  /** Why it cannot be chosen now. The item stays in its place and says so. */
  reason: string | undefined;
  onClick: () => void;
  children: ReactNode;
}

export function ReasonedItem({ icon, reason, onClick, children }: Props) {
  return (
    <Menu.Item
      leftSection={icon}
      aria-disabled={reason !== undefined}
      closeMenuOnClick={reason === undefined}
      title={reason}
      c={reason === undefined ? undefined : 'var(--quiet)'}
      onClick={() => (reason === undefined ? onClick() : undefined)}
      {...(reason !== undefined && { 'aria-description': reason })}
    >
      {children}
    </Menu.Item>
  );
}
