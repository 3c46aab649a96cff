import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { projectRoot } from '../project.ts';

/** How the console is built and served while somebody works on it; it lives below `/console` in both. */
export const viteConfig: InlineConfig = {
  configFile: false,
  root: `${projectRoot}console`,
  base: '/console/',
  cacheDir: `${projectRoot}node_modules/.cache/vite-console`,
  plugins: [react()],
  build: {
    target: 'es2022',
    // Browsers of 2024 know light-dark(); rewritten for older ones it would not follow the scheme that was chosen.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Small pictures stay files of their own: the policy of our pages is easier to read without data addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
};
