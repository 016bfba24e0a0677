import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The file in the data folder by which the terminal on the server's own machine has the first steward's rights. */
const LOCAL_TOKEN = 'local-token';

/** Whole or not at all, and for the server's own user alone, whatever was there before. */
export const keepLocalToken = async (folder: string, token: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const path = join(folder, LOCAL_TOKEN);
  await rm(`${path}.new`, { force: true });
  await writeFile(`${path}.new`, `${token}\n`, { mode: 0o600, flag: 'wx' });
  await rename(`${path}.new`, path);
};
