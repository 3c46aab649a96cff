import { NumberInput, type NumberInputProps } from '@mantine/core';

interface Props extends Omit<NumberInputProps, 'value' | 'onChange'> {
  /** Centavos. */
  cents: number | null;
  onCents: (cents: number | null) => void;
}

/** An amount as people type it here: `1.345,56`. */
export function MoneyField({ cents, onCents, ...rest }: Props) {
  return (
    <NumberInput
      prefix="R$ "
      decimalSeparator=","
      thousandSeparator="."
      decimalScale={2}
      fixedDecimalScale
      allowNegative={false}
      hideControls
      value={cents === null ? '' : cents / 100}
      onChange={(value) => onCents(value === '' ? null : Math.round(Number(value) * 100))}
      {...rest}
    />
  );
}

export function PercentField(props: NumberInputProps) {
  return (
    <NumberInput
      suffix=" %"
      decimalSeparator=","
      decimalScale={4}
      allowNegative={false}
      hideControls
      {...props}
    />
  );
}
