import 'dayjs/locale/pt-br';
import '@mantine/dates/styles.css';
import { DateInput, type DateInputProps } from '@mantine/dates';

interface Props extends Omit<DateInputProps, 'value' | 'onChange'> {
  /** `2026-12-24` */
  value: string | null;
  onChange: (date: string | null) => void;
}

/** A date as people type it here: `24/12/2026`, `24122026`, or `24/12` of this year. */
export function DateField(props: Props) {
  return (
    <DateInput
      locale="pt-br"
      firstDayOfWeek={0}
      valueFormat="DD/MM/YYYY"
      placeholder="dd/mm/aaaa"
      dateParser={readDate}
      clearable
      clearButtonProps={{ 'aria-label': 'Limpar a data' }}
      ariaLabels={{
        nextMonth: 'Mês seguinte',
        previousMonth: 'Mês anterior',
        nextYear: 'Ano seguinte',
        previousYear: 'Ano anterior',
        nextDecade: 'Década seguinte',
        previousDecade: 'Década anterior',
      }}
      {...props}
    />
  );
}

export function readDate(text: string): string | null {
  const digits = text.replace(/\D/g, '');
  if (![4, 6, 8].includes(digits.length)) return null;
  const year =
    digits.length === 8
      ? digits.slice(4)
      : digits.length === 6
        ? `20${digits.slice(4)}`
        : String(new Date().getFullYear());
  const date = `${year}-${digits.slice(2, 4)}-${digits.slice(0, 2)}`;
  const at = new Date(`${date}T12:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date ? null : date;
}
