import { createServer } from 'vite';
import { readSettings } from '../../config.ts';
import { viteConfig } from './vite-config.ts';

/** `npm run dev:console`: the console as it is being written, reloading by itself, on the API of a stack that runs. */
const api = `http://127.0.0.1:${readSettings().API_PORT}`;
const server = await createServer({ ...viteConfig, server: { proxy: { '/v1': api } } });
await server.listen();
server.printUrls();
