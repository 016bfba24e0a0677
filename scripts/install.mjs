// What bin/proceed runs in a clone where nothing is installed yet.
import { prepare } from './prepare.mjs';

await prepare();
