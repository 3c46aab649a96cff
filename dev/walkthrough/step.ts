import type { Company } from '../demo/company.ts';
import type { Payers } from '../demo/payers.ts';
import type { PublicApi } from '../demo/public-api.ts';

/** What the steps hand to each other: each finds the company as the one before left it. */
export interface Scene {
  /** The ERP's vendor, who gives licences. */
  vendor: PublicApi;
  payers: Payers;
  /** The company, as far as it is set up: the licence comes before the key, the account last. */
  company: Company;
}

/** How a step came out. `happened` and `book` are the words of its line; the book alone decides whether it holds. */
export interface Judged {
  holds: boolean;
  happened: string;
  book: string;
}

/** One row of the integration as the ERP describes it to its users. */
export interface Step {
  number: number;
  /** The ERP's own name of the step. */
  name: string;
  play(scene: Scene): Promise<Judged>;
}
