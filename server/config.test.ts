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
      google: null,
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
    [{ PROCEED_GOOGLE_CLIENT_ID: 'x' }, 'go together'],
    [{ PROCEED_PROT: '4180' }, 'PROCEED_PROT is no setting of Proceed'],
    [{ PROCEED_SECRET_KEY: 'short' }, 'PROCEED_SECRET_KEY cannot be used'],
    [{ PROCEED_OUTGOING: '10.0.0.0/33' }, 'PROCEED_OUTGOING cannot be used as it is. Accepted: networks'],
    [{ PROCEED_HOST: 'not a host' }, 'PROCEED_HOST cannot be used as it is. Accepted: 127.0.0.1'],
    [{ PROCEED_HOST: '999.1.1.1' }, 'PROCEED_HOST cannot be used'],
    [{ PROCEED_URL: 'https://ines:secret@example.org' }, 'PROCEED_URL cannot be used'],
    [{ PROCEED_URL: 'https://example.org/?page=1' }, 'PROCEED_URL cannot be used'],
    [{ PROCEED_URL: 'https://example.org/#top' }, 'PROCEED_URL cannot be used'],
    [{ DATABASE_URL: 'postgresql://proceed@localhost:99999/proceed' }, 'DATABASE_URL cannot be used'],
    [{ PROCEED_SMTP_URL: 'smtp://', PROCEED_MAIL_FROM: 'proceed@example.org' }, 'PROCEED_SMTP_URL cannot be used'],
    [{ PROCEED_MAIL_FROM: 'Proceed <proceed@' }, 'PROCEED_MAIL_FROM cannot be used'],
    [{ PROCEED_TRUST_PROXY: 'true' }, 'PROCEED_TRUST_PROXY cannot be used as it is. Accepted: yes, no'],
    [{ PROCEED_TRUST_PROXY: '10.0.0.1, 300.1.1.1' }, 'PROCEED_TRUST_PROXY cannot be used'],
    [{ PROCEED_DATABASE_CONNECTIONS: '1' }, 'PROCEED_DATABASE_CONNECTIONS cannot be used'],
    [{ PROCEED_FILE_LIMIT: '0' }, 'PROCEED_FILE_LIMIT cannot be used'],
    [{ PROCEED_LOG: 'loud' }, 'PROCEED_LOG cannot be used as it is. Accepted: silent'],
    [{ PROCEED_TOKEN: 'two words' }, 'PROCEED_TOKEN cannot be used'],
    [{ PROCEED_CONFIG: folder }, 'PROCEED_CONFIG names'],
    [{ PROCEED_CONFIG: join(folder, 'nowhere.env') }, 'PROCEED_CONFIG names'],
  ])('refuses %o and names the setting', (environment, sentence) => {
    expect(() => read(environment)).toThrow(sentence);
  });

  it.each([
    [{ DATABASE_URL: 'postgresql://proceed@/proceed?host=/var/run/postgresql' }],
    [{ DATABASE_URL: 'postgres:///proceed' }],
    [{ DATABASE_URL: 'postgresql://proceed:s%23cret@[::1]:5432/proceed?sslmode=require' }],
    [{ PROCEED_HOST: '::1' }],
    [{ PROCEED_HOST: 'proceed.internal' }],
    [{ PROCEED_TRUST_PROXY: '10.0.0.0/8, ::1' }],
    [{ PROCEED_TRUST_PROXY: 'yes' }],
    [{ PROCEED_URL: 'http://[::1]:4180/' }],
  ])('takes %o', (environment) => {
    expect(() => read(environment)).not.toThrow();
  });

  it('refuses a line of the file that is no setting, whatever it is called', async () => {
    const file = join(folder, 'other.env');
    await writeFile(file, 'PORT=5000\n');
    expect(() => readConfig({ PROCEED_CONFIG: file, PATH: '/bin' })).toThrow('PORT is no setting of Proceed');
  });

  it('lets an empty variable of the environment hide nothing in the file', async () => {
    const file = join(folder, 'proceed.env');
    expect(readConfig({ PROCEED_CONFIG: file, PROCEED_PORT: '' }).port).toBe(5000);
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
