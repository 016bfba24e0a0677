import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError, type Config } from './config.ts';

/** What keeps this user from writing below a folder, which need not be there yet. Null: nothing. */
export const folderTrouble = async (data: string): Promise<{ readonly found: string; readonly mend: string } | null> => {
  const folder = await nearest(data);
  const there = await stat(folder);
  if (!there.isDirectory()) return { found: `${folder} is no folder`, mend: 'Let PROCEED_DATA name a folder.' };
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    if (codeOf(error) === 'EROFS')
      return {
        found: `${folder} is on a file system that can only be read`,
        mend: 'Mount it for writing, or let PROCEED_DATA name a folder elsewhere.',
      };
    return {
      found: `${folder} cannot be written by this user`,
      mend: `Start Proceed as the folder's owner, or let PROCEED_DATA name a folder of its own.`,
    };
  }
};

/** Makes the data folder where there is none. Throws ConfigError, in sentences. */
export const makeDataFolder = async ({ data, databaseUrl, secretKey }: Config): Promise<void> => {
  // With database and key elsewhere nothing must be kept here.
  if (databaseUrl !== null && secretKey !== null) return;
  const trouble = await folderTrouble(data);
  if (trouble) throw new ConfigError([`PROCEED_DATA: ${trouble.found}. ${trouble.mend}`]);
  await mkdir(data, { recursive: true });
};

/** The folder itself, or the nearest one above it that exists. */
export const nearest = async (folder: string): Promise<string> => {
  const there = await stat(folder).catch(() => null);
  return there || dirname(folder) === folder ? folder : nearest(dirname(folder));
};

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
