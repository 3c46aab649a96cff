const plainLineEveryMs = 2_000;

/** Shows how far things are: one line that rewrites itself on a terminal, now and then a line anywhere else. */
export class Progress {
  readonly #isTerminal = process.stdout.isTTY === true;
  #line = '';
  #shownAtMs = 0;

  /** A line that stays. */
  print(line = ''): void {
    if (this.#line && this.#isTerminal) process.stdout.write('\r\x1b[K');
    console.log(line);
    if (this.#line && this.#isTerminal) process.stdout.write(this.#line);
  }

  /** The state of what is under way, instead of the one shown before. */
  show(line: string): void {
    if (line === this.#line) return;
    if (this.#isTerminal) {
      this.#line = line;
      process.stdout.write(`\r\x1b[K${line}`);
    } else if (Date.now() - this.#shownAtMs >= plainLineEveryMs) {
      this.#line = line;
      this.#shownAtMs = Date.now();
      console.log(line);
    }
  }

  /** The last state, which stays. */
  finish(line: string): void {
    const standsThere = line === this.#line && !this.#isTerminal;
    if (this.#isTerminal) process.stdout.write('\r\x1b[K');
    this.#line = '';
    this.#shownAtMs = 0;
    if (!standsThere) console.log(line);
  }
}
