const fields = 'input:not([type=hidden], :disabled), [role=tab][aria-selected=true]';

/** Where F8 goes: the first field of the filter, or its chosen tab; where nothing can be filtered, the list. */
export function goToFilter(filter: HTMLElement | null): void {
  const field = filter?.querySelector<HTMLElement>(fields);
  const row = document.querySelector<HTMLElement>('#content tr.row[tabindex="0"]');
  (field ?? row ?? document.getElementById('content'))?.focus();
}
