/**
 * The keys that Asaas refused a moment ago. When a key dies, many calls with it may already be under way, before the
 * account's row says so. This stops all but the first few. A key is forgotten soon, because Asaas may accept it again.
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
