// `npm run dev`: the server restarts when its files change, the browser reloads when the web app's do.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { environment, node, prepare, root, say } from './prepare.mjs';

await prepare();

const api = process.env.PROCEED_PORT ?? '4180';
const web = String(Number(api) + 1);
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
const env = { ...environment, PROCEED_PORT: api, PROCEED_URL: process.env.PROCEED_URL ?? `http://localhost:${web}` };
const server = spawn(node, ['--watch', '--watch-preserve-output', 'server/main.ts'], { cwd: root, stdio: 'inherit', env });
const pages = spawn(node, [vite, '--port', web, '--strictPort', '--clearScreen', 'false'], { cwd: root, stdio: 'inherit', env });
say(`Developing at http://localhost:${web}`);

let ending = false;
const end = () => {
  if (ending) return;
  ending = true;
  pages.kill('SIGTERM');
  server.kill('SIGTERM');
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
for (const child of [server, pages]) child.once('exit', end);
