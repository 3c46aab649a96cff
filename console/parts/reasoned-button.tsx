import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import type { MouseEventHandler, ReactNode, Ref } from 'react';

interface Props extends ButtonProps {
  children: ReactNode;
  /** Why it cannot be pressed now. The button stays in its place and says so, to the mouse and to the keyboard. */
  disabledReason?: string | undefined;
  onClick?: MouseEventHandler<HTMLButtonElement>;
  type?: 'button' | 'submit';
  'data-send'?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function ReasonedButton({ disabledReason, onClick, children, type = 'button', ...rest }: Props) {
  if (disabledReason === undefined) {
    return (
      <Button type={type} {...(onClick && { onClick })} {...rest}>
        {children}
      </Button>
    );
  }
  return (
    <Tooltip label={disabledReason} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <Button
        {...rest}
        type="button"
        data-disabled
        aria-disabled
        aria-description={disabledReason}
        onClick={(event) => event.preventDefault()}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
