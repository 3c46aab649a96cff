const reais = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' });
const numbers = new Intl.NumberFormat('pt-BR');
const zone = 'America/Sao_Paulo';
const instants = new Intl.DateTimeFormat('pt-BR', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
const seconds = new Intl.DateTimeFormat('pt-BR', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
const clocks = new Intl.DateTimeFormat('pt-BR', { timeZone: zone, timeStyle: 'short' });
const isoDays = new Intl.DateTimeFormat('en-CA', { timeZone: zone });

/** `R$ 1.345,56` of 134556 centavos. */
export function money(cents: number): string {
  return reais.format(cents / 100);
}

export function count(value: number): string {
  return numbers.format(value);
}

/** `1 documento`, `12.345 documentos`. */
export function counted(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `1 dia`, `2,5 dias`, or `menos de 1 hora` of a part of a day. */
export function days(value: number): string {
  if (value * 24 < 1) return 'menos de 1 hora';
  if (value < 1) return counted(Math.round(value * 24), 'hora', 'horas');
  const rounded = Math.round(value * 10) / 10;
  return counted(rounded, 'dia', 'dias');
}

/** `24/12/2026` of `2026-12-24`. */
export function day(date: string | null | undefined): string {
  if (!date) return '—';
  const [year, month, dayOfMonth] = date.slice(0, 10).split('-');
  return `${dayOfMonth}/${month}/${year}`;
}

/** `24/12/2026, 17:05` in Brasília time. */
export function instant(at: string | null | undefined): string {
  return at ? instants.format(new Date(at)) : '—';
}

export function preciseInstant(at: string): string {
  return seconds.format(new Date(at));
}

export function clock(at: string): string {
  return clocks.format(new Date(at));
}

/** Today in São Paulo, `2026-12-24`. */
export function today(): string {
  return isoDays.format(new Date());
}

export function addDays(date: string, many: number): string {
  const at = new Date(`${date}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + many);
  return at.toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** `000.000.000-00` or `00.000.000/0000-00`. */
export function taxId(text: string): string {
  if (text.length === 11) return text.replace(/^(...)(...)(...)(..)$/, '$1.$2.$3-$4');
  if (text.length === 14) return text.replace(/^(..)(...)(...)(....)(..)$/, '$1.$2.$3/$4-$5');
  return text;
}

/** `1,5%` */
export function percent(value: number): string {
  return `${value.toLocaleString('pt-BR', { maximumFractionDigits: 4 })}%`;
}

/** `3 min`, `1 h 20 min`: how long until an instant. */
export function until(at: string, now: number): string {
  const minutes = Math.max(0, Math.round((Date.parse(at) - now) / 60_000));
  if (minutes < 1) return 'menos de 1 min';
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
