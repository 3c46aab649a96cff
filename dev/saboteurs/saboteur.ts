/** One breakage of our own code, and the tests that must find it. */
export interface Saboteur {
  name: string;
  /** What it breaks, in one sentence. */
  breaks: string;
  /** The file, from the project's root. */
  file: string;
  /** Stands in the file exactly once. */
  text: string;
  replacement: string;
  /** Test files, from the project's root: at least one test of them must fail. */
  tests: readonly string[];
}
