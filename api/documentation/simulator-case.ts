import type { Bilingual } from '../http/language.ts';

/** One case of the guide's table: how it is brought about in the simulator, and what is seen of it here. */
export interface SimulatorCase {
  what: Bilingual;
  /** What is called at the simulator, `{charge}` and `{account}` as it names them; null when nothing is. */
  call: string | null;
  body?: object;
  see: Bilingual;
}
