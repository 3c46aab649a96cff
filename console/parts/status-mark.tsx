import { Tooltip } from '@mantine/core';
import type { Status } from '../client/api.ts';
import { type Look, statusLooks } from '../words/statuses.ts';

/** A state by icon, word and colour. */
export function Mark({ look }: { look: Pick<Look, 'label' | 'tone' | 'icon'> & { hint?: string } }) {
  const Icon = look.icon;
  const mark = (
    <span className="mark" data-tone={look.tone}>
      <Icon size={14} stroke={2.2} aria-hidden />
      {look.label}
    </span>
  );
  if (!look.hint) return mark;
  return (
    <Tooltip label={look.hint} openDelay={400} withArrow>
      {mark}
    </Tooltip>
  );
}

export function StatusMark({ status }: { status: Status }) {
  return <Mark look={statusLooks[status]} />;
}
