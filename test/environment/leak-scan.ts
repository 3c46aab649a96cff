/** A value that must not appear where people and programs look who have no business with it. */
export interface Canary {
  /** What it is: `payer's name`, `key of an account at Asaas`. */
  kind: string;
  value: string;
}

/** A text that somebody may read, and where. */
export interface Readable {
  /** `worker.log`, `history of document/…`. */
  place: string;
  text: string;
}

export interface Leak {
  kind: string;
  place: string;
  /** The text around it, with the value itself left out. */
  around: string;
}

/** What may stand somewhere by decision. */
export interface AllowedLeak {
  kind: RegExp;
  place: RegExp;
  why: string;
}

/** What is a secret by its form, whoever made it. */
const secretForms: { kind: string; form: RegExp }[] = [
  { kind: 'key of the API', form: /rms_(erp|operator|viewer)_[0-9A-Za-z]{49}|rms_admin_[\w-]{32}/g },
  { kind: 'key of an account at Asaas', form: /\$aact_[\w$+/=:-]{20,}/g },
  { kind: 'secret that signs webhooks', form: /whsec_[\w+/=]{40,}/g },
  { kind: 'cookie of a session', form: /remessa_session=[\w-]{43}/g },
];

/** Finds each canary in plain, base64, hex and URL-encoded form, and each secret known by its form: once per place and kind. */
export function findLeaks(readables: readonly Readable[], canaries: readonly Canary[]): Leak[] {
  const forms = canaries.flatMap(({ kind, value }) =>
    formsOf(value).map((form) => ({ kind, form: form.toLowerCase() })),
  );
  const leaks = readables.flatMap(({ place, text }) => [
    ...leaksByValue(place, text, forms),
    ...secretForms.flatMap(({ kind, form }) =>
      [...text.matchAll(form)].map((match) => ({
        kind,
        place,
        around: around(text, match.index, match[0].length),
      })),
    ),
  ]);
  const first = new Map(leaks.map((leak) => [`${leak.place} ${leak.kind}`, leak]));
  return [...first.values()];
}

export function notAllowed(leaks: readonly Leak[], allowed: readonly AllowedLeak[]): Leak[] {
  return leaks.filter(
    ({ kind, place }) => !allowed.some((each) => each.kind.test(kind) && each.place.test(place)),
  );
}

export function describeLeaks(leaks: readonly Leak[]): string[] {
  const lines = leaks.slice(0, 20).map(({ kind, place, around }) => `  ${kind} in ${place}: …${around}…`);
  return leaks.length > 20 ? [...lines, `  and ${leaks.length - 20} more`] : lines;
}

function leaksByValue(place: string, text: string, forms: readonly { kind: string; form: string }[]): Leak[] {
  const lower = text.toLowerCase();
  return forms.flatMap(({ kind, form }) => {
    const at = lower.indexOf(form);
    return at < 0 ? [] : [{ kind, place, around: around(text, at, form.length) }];
  });
}

function around(text: string, at: number, length: number): string {
  return `${text.slice(Math.max(0, at - 80), at)}[…]${text.slice(at + length, at + length + 40)}`;
}

/** Letter case is ignored, which finds hex and URL-encoding of both cases. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].map((shift) => base64Within(bytes, shift));
  const digits = /^\d{11}$|^\d{14}$/.test(value) ? [punctuated(value)] : [];
  const escaped = JSON.stringify(value).slice(1, -1);
  const all = [value, escaped, encodeURIComponent(value), bytes.toString('hex'), ...base64, ...digits];
  return [...new Set(all)];
}

/** The characters of base64 that stand for these bytes alone, when `shift` other bytes stand before them. */
function base64Within(bytes: Buffer, shift: number): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  const from = Math.ceil((shift * 8) / 6);
  return whole.slice(from, Math.floor(((shift + bytes.length) * 8) / 6));
}

/** A tax id as people write it. */
function punctuated(taxId: string): string {
  return taxId.length === 11
    ? taxId.replace(/(...)(...)(...)(..)/, '$1.$2.$3-$4')
    : taxId.replace(/(..)(...)(...)(....)(..)/, '$1.$2.$3/$4-$5');
}
