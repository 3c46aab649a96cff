import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

/** A screen: its name, a line of explanation, its actions at the right. */
export function Page(props: { title: string; about?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${props.title} · Remessa`;
  }, [props.title]);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end" gap="sm">
        <div>
          <Title order={1} size="h3">
            {props.title}
          </Title>
          {props.about && (
            <Text size="sm" className="quiet">
              {props.about}
            </Text>
          )}
        </div>
        {props.actions && (
          <Group gap="xs" className="no-print">
            {props.actions}
          </Group>
        )}
      </Group>
      {props.children}
    </Stack>
  );
}

/** Nothing here yet, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap={6} py={48} px="md">
      <Text fw={600}>{title}</Text>
      <Text size="sm" className="quiet" ta="center" component="div">
        {children}
      </Text>
    </Stack>
  );
}
