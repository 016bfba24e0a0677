import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { secretFile, secretKey } from './secret.ts';

const folder = await mkdtemp(join(tmpdir(), 'proceed-config-'));
afterAll(() => rm(folder, { recursive: true }));
const NO_FILE = join(folder, 'empty.env');
await writeFile(NO_FILE, '');

const read = (environment: Record<string, string>) => readConfig({ PROCEED_CONFIG: NO_FILE, ...environment });

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(read({})).toMatchObject({
      host: '127.0.0.1',
      port: 4180,
      url: 'http://localhost:4180',
      databaseUrl: null,
      mail: null,
      trustProxy: false,
      log: 'info',
    });
  });

  it('reads a file, and the environment wins over it', async () => {
    const file = join(folder, 'proceed.env');
    await writeFile(file, '# ours\nPROCEED_PORT=5000\nPROCEED_URL="https://proceed.example.org/"\n');
    expect(readConfig({ PROCEED_CONFIG: file })).toMatchObject({ port: 5000, url: 'https://proceed.example.org' });
    expect(readConfig({ PROCEED_CONFIG: file, PROCEED_PORT: '5001' }).port).toBe(5001);
  });

  it.each([
    [{ PROCEED_PORT: '70000' }, 'PROCEED_PORT cannot be used as it is. Accepted: a number from 0 to 65535'],
    [{ PROCEED_URL: 'proceed.example.org' }, 'PROCEED_URL cannot be used'],
    [{ PROCEED_URL: 'https://example.org/proceed' }, 'PROCEED_URL cannot be used as it is. Accepted: an address without a path'],
    [{ DATABASE_URL: 'mysql://localhost' }, 'DATABASE_URL cannot be used as it is. Accepted: postgresql://'],
    [{ PROCEED_SMTP_URL: 'smtp://localhost' }, 'PROCEED_MAIL_FROM is missing'],
    [{ PROCEED_PROT: '4180' }, 'PROCEED_PROT is no setting of Proceed'],
    [{ PROCEED_SECRET_KEY: 'short' }, 'PROCEED_SECRET_KEY cannot be used'],
    [{ PROCEED_OUTGOING: '10.0.0.0/33' }, 'PROCEED_OUTGOING cannot be used as it is. Accepted: networks'],
    [{ PROCEED_CONFIG: join(folder, 'nowhere.env') }, 'PROCEED_CONFIG names'],
  ])('refuses %o and names the setting', (environment, sentence) => {
    expect(() => read(environment)).toThrow(sentence);
  });

  it('treats an empty setting as not given', () => {
    expect(read({ DATABASE_URL: '', PROCEED_PORT: '' })).toMatchObject({ databaseUrl: null, port: 4180 });
  });
});

describe('the secret key', () => {
  it('is made once, for servers that start at the same time too, and only its owner can read it', async () => {
    const data = join(folder, 'data');
    const keys = await Promise.all([1, 2, 3].map(() => secretKey({ data, secretKey: null })));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect((await stat(secretFile(data))).mode & 0o777).toBe(0o600);
  });

  it('can be given instead', async () => {
    expect((await secretKey({ data: folder, secretKey: 'ab'.repeat(32) })).toString('hex')).toBe('ab'.repeat(32));
  });

  it('is not replaced when its file was damaged', async () => {
    const data = join(folder, 'damaged');
    await secretKey({ data, secretKey: null });
    await writeFile(secretFile(data), 'oh');
    await expect(secretKey({ data, secretKey: null })).rejects.toThrow('Bring the file back from a backup');
  });
});
