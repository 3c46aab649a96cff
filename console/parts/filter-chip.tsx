import { CloseButton } from '@mantine/core';

/** One thing by which a list is narrowed just now; it can be taken away. */
export function FilterChip({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <span className="mark" data-tone="done">
      {label}
      <CloseButton size={18} c="inherit" aria-label={`Retirar o filtro ${label}`} onClick={onRemove} />
    </span>
  );
}
