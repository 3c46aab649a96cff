import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent: a green of deep water. Statuses have colours of their own; nothing else has any. */
const water: MantineColorsTuple = [
  '#e8f6f4',
  '#d3ebe8',
  '#a6d7d0',
  '#75c2b8',
  '#4fb0a4',
  '#2f9d91',
  '#137f75',
  '#0b6b63',
  '#08574f',
  '#04433d',
];

export const theme = createTheme({
  primaryColor: 'water',
  primaryShade: { light: 7, dark: 6 },
  colors: { water },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // A menu has items and nothing else; the first of them has the focus when it opens.
  components: { Menu: { defaultProps: { withInitialFocusPlaceholder: false } } },
});

/** Quiet text is still text: Mantine's own greys are too pale for WCAG 2.2 AA on our sheets. */
export const readableGreys: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#555f69', '--mantine-color-placeholder': '#646e78' },
  dark: { '--mantine-color-dimmed': '#a9b3bc', '--mantine-color-placeholder': '#98a2ab' },
});
