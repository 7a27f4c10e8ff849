import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The browser tests live beside the other tests of the whole product, in
// test/browser, and use the console's own packages.
export default defineConfig({
  root: here('../test/browser'),
  cacheDir: here('./node_modules/.vite-browser'),
  resolve: {
    alias: [
      { find: /^(vitest|playwright-core|axe-core)$/, replacement: `${here('./node_modules')}/$1` },
      { find: '@', replacement: here('./src') },
    ],
  },
  server: { fs: { allow: [here('..')] } },
  test: {
    globalSetup: ['./support/product.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    fileParallelism: true,
    maxWorkers: 2,
    maxConcurrency: 2,
  },
});
