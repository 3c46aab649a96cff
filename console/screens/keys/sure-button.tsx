import { Button } from '@mantine/core';
import { useState } from 'react';

interface Props {
  children: string;
  /** What the second press does, in words. */
  sureLabel: string;
  /** What it is done to: said to those who do not see the row. */
  of: string;
  onSure: () => void;
}

/** Asks again in its own place, for what takes away somebody's way in. */
export function SureButton({ children, sureLabel, of, onSure }: Props) {
  const [isSure, setSure] = useState(false);
  const decide = () => {
    setSure(!isSure);
    if (isSure) onSure();
  };
  return (
    <Button
      size="compact-xs"
      variant={isSure ? 'filled' : 'default'}
      color={isSure ? 'red.8' : undefined}
      aria-label={`${isSure ? sureLabel : children}: ${of}`}
      onBlur={() => setSure(false)}
      onClick={decide}
    >
      {isSure ? sureLabel : children}
    </Button>
  );
}
