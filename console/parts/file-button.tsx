import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

interface Props {
  href: string;
  size?: 'sm' | 'xs' | 'compact-xs';
  children: string;
}

/** A file of the API, downloaded by the browser itself, however long it is. */
export function FileButton({ href, size = 'sm', children }: Props) {
  return (
    <Button
      component="a"
      size={size}
      variant="default"
      href={href}
      download
      leftSection={<IconDownload size={size === 'sm' ? 16 : 14} aria-hidden />}
    >
      {children}
    </Button>
  );
}
