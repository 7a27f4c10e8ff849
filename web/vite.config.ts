import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The built console is embedded by internal/api/console; no inline script, so
// that the server can send script-src 'self'.
export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: '../internal/api/console/dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/v1': process.env.TILLWAY_URL ?? 'http://127.0.0.1:8480' },
  },
  test: { environment: 'jsdom', setupFiles: ['./src/testing/setup.ts'] },
});
