import { Switch, type SwitchProps, Tooltip } from '@mantine/core';

interface Props extends Omit<SwitchProps, 'onChange'> {
  /** Why it cannot be switched now. The switch stays in its place and says so, to the mouse and to the keyboard. */
  disabledReason?: string | undefined;
  onSwitch: (isOn: boolean) => void;
}

/** On or off by what the API says: it moves when the answer comes, and not before. */
export function ReasonedSwitch({ disabledReason, onSwitch, checked, ...rest }: Props) {
  const isOn = checked ?? false;
  if (disabledReason === undefined)
    return <Switch {...rest} checked={isOn} onChange={() => onSwitch(!isOn)} />;
  return (
    <Tooltip label={disabledReason} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <Switch
        {...rest}
        checked={isOn}
        onChange={() => {}}
        aria-disabled
        aria-description={disabledReason}
        style={{ opacity: 0.75 }}
      />
    </Tooltip>
  );
}
