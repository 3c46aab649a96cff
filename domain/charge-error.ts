/** Asaas' refusal kept word for word, beside what it means here. */
export interface ChargeError {
  code: string;
  field: string | null;
  /** Asaas' own words, in Portuguese. */
  message: string;
  /** What a person can do about it, in Portuguese. */
  cure: string;
}
