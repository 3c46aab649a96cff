import { useState } from 'react';

/**
 * What a window decides about, as it was when the window opened, though the screen below goes on reading it. So its version is
 * the one that the person saw: a change by somebody else in between is refused (412), and not overwritten unseen.
 */
export function useAsOpened<Value>(value: Value): Value {
  const [asOpened] = useState(value);
  return asOpened;
}
