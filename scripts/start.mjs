// `npm start`: installs what is missing, builds the web app when it changed, starts the server on Node 26.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { environment, giveUp, node, prepare, root } from './prepare.mjs';

await prepare();
build();

const args = ['server/main.ts', ...process.argv.slice(2)];
// What Node made of the sources is kept: the next start is faster, and does without the compiler's memory.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'node');
process.chdir(root);
// From the second start on npm finds Node 26 first, which can hand its process over.
if (typeof process.execve === 'function') process.execve(node, ['node', ...args], environment);

const server = spawn(node, args, { stdio: 'inherit', env: environment });
// Ctrl-C reaches the server by itself, as it is in the terminal's foreground.
process.on('SIGINT', () => process.stdin.isTTY || server.kill('SIGINT'));
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => server.kill(signal));
server.once('error', (error) => giveUp(`Node 26 does not start: ${error.message}`));
server.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
