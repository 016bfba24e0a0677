import { hash } from 'node:crypto';
import type { Instant } from '#kernel/stream/event.ts';
import type { PathChange } from './tree.ts';

/** One revision, move, or the like, as a commit. */
export interface Commit {
  readonly at: Instant;
  readonly author: { readonly id: string; readonly name: string };
  /** Why: the first line is its subject. */
  readonly message: string;
  /** None: it only says what may lie at a path later. */
  readonly changes: readonly PathChange[];
  /** What the blobs say that no commit before it had. */
  readonly texts: ReadonlyMap<string, Buffer>;
}

/** The name that git gives to such bytes. */
export const blobOf = (bytes: Buffer): string =>
  hash('sha1', Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes]), 'hex');

/**
 * A commit as `git fast-import` reads it. Everything in it comes from the stream, so that the same events always make the same commits.
 * Somebody's mail address may change and is nobody's business in a clone: who wrote is told by name and by the actor's id.
 * Git prints the id of the last commit that it made.
 * https://git-scm.com/docs/git-fast-import
 */
export const fastImport = function* (branch: string, from: string | null, commits: readonly Commit[]): Generator<Buffer> {
  let parent = from;
  let made = false;
  for (const { at, author, message, changes, texts } of commits) {
    // What lies at no path yet may come to one later.
    for (const [id, text] of texts)
      if (!changes.some(({ blob }) => blob === id)) yield Buffer.concat([Buffer.from('blob\n'), data(text)]);
    if (changes.length === 0) continue;
    const who = `${nameOf(author.name)} <${author.id}@proceed.invalid> ${Math.floor(at / 1000)} +0000`;
    yield Buffer.from(`commit ${branch}\nmark :1\nauthor ${who}\ncommitter ${who}\n`);
    made = true;
    yield data(Buffer.from(message.endsWith('\n') ? message : `${message}\n`));
    if (parent !== null) yield Buffer.from(`from ${parent}\n`);
    // What comes after goes on from here by itself.
    parent = null;
    for (const { path, blob } of changes) {
      const text = blob === null ? undefined : texts.get(blob);
      if (blob === null) yield Buffer.from(`D ${quoted(path)}\n`);
      else if (text === undefined) yield Buffer.from(`M 100644 ${blob} ${quoted(path)}\n`);
      else {
        yield Buffer.from(`M 100644 inline ${quoted(path)}\n`);
        yield data(text);
      }
    }
    yield Buffer.from('\n');
  }
  yield Buffer.from(made ? 'get-mark :1\ndone\n' : 'done\n');
};

const data = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);

const nameOf = (name: string): string => name.replace(/[<>\n\r\0]/g, '').trim() || 'Somebody';

const quoted = (path: string): string => `"${path.replace(/["\\]/g, (one) => `\\${one}`).replaceAll('\n', '\\n')}"`;
