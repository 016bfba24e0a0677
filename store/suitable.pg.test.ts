import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '#tests/database.ts';
import { openPool } from './connection.ts';
import { place, suitable, troubleOf, troubleWith } from './suitable.ts';

const { url, pool } = await testDatabase();

/** A database of its own, for as long as it is looked at. */
const within = async <T>(options: string, look: (name: string) => Promise<T>): Promise<T> => {
  const name = `odd_${randomUUID().replaceAll('-', '')}`;
  await pool.query(`create database ${name} ${options}`);
  try {
    return await look(name);
  } finally {
    await pool.query(`drop database ${name} with (force)`);
  }
};

const at = (name: string): string => url.replace(/@\/[^?]*/, `@/${name}`);

const failureAt = async (where: string, role?: string): Promise<unknown> => {
  const other = openPool(where, { max: 1, patience: 0, ...(role ? { settings: { role } } : {}) });
  try {
    return await suitable(other).then(
      () => null,
      (error: unknown) => error,
    );
  } finally {
    await other.end();
  }
};

describe('A database', () => {
  it('says its version when Proceed can work with it', async () => {
    expect(await suitable(pool)).toMatch(/^18\.\d+$/);
  });

  it('is refused when it cannot keep every name', async () => {
    const odd = `encoding 'LATIN1' locale_provider libc locale 'C' template template0`;
    const failure = await within(odd, (name) => failureAt(at(name)));
    expect(String(failure)).toMatch(/keeps its texts in LATIN1.*create database proceed encoding 'UTF8'/);
  });

  it('is refused when its user may make no tables in it', async () => {
    const role = `guest_${randomUUID().replaceAll('-', '')}`;
    await pool.query(`create role ${role}`);
    const failure = await within('', (name) => failureAt(at(name), role));
    await pool.query(`drop role ${role}`);
    expect(String(failure)).toMatch(/may make no tables.*owner to/);
  });

  it('is refused when it is too old, a standby, or lacks a module', async () => {
    const fine = { version: '15.9', number: 150_009, encoding: 'UTF8', name: 'proceed', user: 'ines' };
    const able = { standby: false, fresh: true, creates: true, extends: true, trigrams: true };
    expect(troubleWith({ ...fine, ...able })).toBeNull();
    expect(troubleWith({ ...fine, ...able, version: '14.23', number: 140_023 })?.found).toBe('This is PostgreSQL 14.23');
    expect(troubleWith({ ...fine, ...able, standby: true })?.mend).toContain('primary');
    expect(troubleWith({ ...fine, ...able, trigrams: false })?.mend).toContain('contrib');
  });
});

describe('What keeps a database from being reached', () => {
  it.each([
    ['postgresql://nobody@127.0.0.1:1/none', /127\.0\.0\.1:1\/none.*ECONNREFUSED/, /running there/],
    ['postgresql://nobody@no.such.host.invalid/none', /no\.such\.host\.invalid:5432\/none/, /host/],
    [url.replace(/@\/[^?]*/, '@/no_such_database'), /"no_such_database" does not exist/, /Make it/],
    [url.replace('//proceed@', '//nobody_at_all@'), /nobody_at_all/, /user/],
  ])('is said in sentences: %s', async (where, found, mend) => {
    const trouble = troubleOf(await failureAt(where), where);
    expect(trouble?.found).toMatch(found);
    expect(trouble?.mend).toMatch(mend);
  });

  it('never shows the password', () => {
    expect(place('postgresql://ines:secret@db.example.org/proceed')).toBe('db.example.org:5432/proceed');
    expect(place('postgresql://ines:secret@/proceed?host=/run/postgresql')).toBe('/run/postgresql');
  });
});
