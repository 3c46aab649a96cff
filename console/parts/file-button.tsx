import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

/** A file of the API, downloaded by the browser itself, however long it is. */
export function FileButton({ href, children }: { href: string; children: string }) {
  return (
    <Button
      component="a"
      size="sm"
      variant="default"
      href={href}
      download
      leftSection={<IconDownload size={16} aria-hidden />}
    >
      {children}
    </Button>
  );
}
