// `npm start`: installs what is missing, builds the web app when it changed, starts the server on Node 26.
import { join } from 'node:path';
import { build } from './build.mjs';
import { launch } from './launch.mjs';
import { prepare, root } from './prepare.mjs';

await prepare();
await build();

// What Node made of the sources is kept: the next start is faster, and does without the compiler's memory.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'node');
// Young objects are kept in 8 MB instead of 32: as fast, and an idle server holds 15 MB less.
const memory = '--max-semi-space-size=8';
// From the second start on npm finds Node 26 first, which can hand its process over.
launch([memory, 'server/main.ts', ...process.argv.slice(2)]);
