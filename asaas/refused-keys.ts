/**
 * The keys that were refused a moment ago. When a key dies, many calls are about to be made with it, and the account's
 * row cannot tell them in time: all but the first few are spared. Forgotten soon, since keys can be allowed again.
 */
export function rememberRefusedKeys(forMs: number) {
  const refusedAt = new Map<string, number>();
  return {
    add(key: string): void {
      if (forMs > 0) refusedAt.set(key, Date.now());
    },
    has(key: string): boolean {
      const at = refusedAt.get(key);
      if (at === undefined) return false;
      if (Date.now() - at < forMs) return true;
      refusedAt.delete(key);
      return false;
    },
  };
}
