import { Anchor, Skeleton, Stack } from '@mantine/core';
import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { ErrorNote } from '../parts/error-note.tsx';
import { Empty } from '../parts/page.tsx';

/** A screen's own program could not be loaded, or broke: most often a newer version is there. */
export function RouteFailure({ error }: ErrorComponentProps) {
  return <ErrorNote error={error} onRetry={() => window.location.reload()} />;
}

export function RouteMissing() {
  return (
    <Empty title="Esta página não existe">
      <Anchor renderRoot={(props) => <Link to="/" {...props} />}>Ir para o Painel</Anchor>
    </Empty>
  );
}

/** Of the size of what is coming, so that nothing jumps. */
export function RoutePending() {
  return (
    <Stack aria-busy aria-label="Carregando">
      <Skeleton h={34} w={260} />
      <Skeleton h={70} />
      <Skeleton h={380} />
    </Stack>
  );
}
