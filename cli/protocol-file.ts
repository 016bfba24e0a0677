import { readdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { parseProtocol, type Problem } from '#kernel/protocol/document.ts';
import type { Resolver } from '#kernel/protocol/replay.ts';
import { shown } from './words.ts';

const GALLERY = join(import.meta.dirname, '..', 'kernel', 'protocol', 'gallery');

export const out = (text: string): void => void process.stdout.write(text);
export const complain = (text: string): void => void process.stderr.write(shown(text));

/** The protocols of a folder and of those below, by path; null where it is none. */
export const filesIn = (reference: string): readonly string[] | null => {
  if (reference === '-') return null;
  try {
    return readdirSync(resolve(reference), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
      .map((entry) => join(reference, entry.parentPath.slice(resolve(reference).length), entry.name))
      .toSorted();
  } catch {
    return null;
  }
};

/** A file, stdin, or what the gallery has under that id. Null, having said why, where there is none of it. */
export const read = (reference: string): string | null => {
  if (reference === '-') return readFileSync(0, 'utf8');
  const text = readText(resolve(reference)) ?? fromGallery(reference);
  if (text === null) complain(`${reference}: ${whyNot(reference, ', and nothing in the gallery is called so')}\n`);
  return text;
};

/** Why nothing could be read of a file, as the end of a sentence; `otherwise`: what else it might have been and is not. */
export const whyNot = (reference: string, otherwise = ''): string => {
  try {
    readFileSync(resolve(reference));
    return 'it cannot be read.';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EISDIR') return 'this is a folder; name a file in it.';
    return code === 'EACCES' ? 'this user may not read it.' : `no such file${otherwise}.`;
  }
};

/** A file's text; null where there is none that this user may read. */
export const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES'].includes(String(error.code)))
      return null;
    throw error;
  }
};

const isId = (reference: string): boolean =>
  /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/.test(reference) && !reference.includes('..');

const fromGallery = (reference: string): string | null => (isId(reference) ? readText(join(GALLERY, `${reference}.yaml`)) : null);

/** As a scenario names its protocol: a path from it, an id beside it or above it (`asf/lazy.yaml`, `asf-lazy.yaml`), an id of the gallery. */
export const resolverFrom =
  (scenario: string): Resolver =>
  (reference) => {
    const folder = dirname(scenario);
    if (isAbsolute(reference)) return readText(reference);
    const beside = isId(reference)
      ? [folder, join(folder, 'protocols'), join(folder, '..', 'protocols')].flatMap((place) => [
          join(place, `${reference}.yaml`),
          join(place, `${reference.replaceAll('/', '-')}.yaml`),
        ])
      : [];
    for (const path of [join(folder, reference), ...beside]) {
      const text = path === scenario ? null : readText(path);
      if (text !== null && isProtocol(text)) return text;
    }
    return fromGallery(reference) ?? readText(join(folder, reference));
  };

/** A scenario may be called like the protocol that it tries. */
const isProtocol = (text: string): boolean => parseProtocol(text).protocol !== undefined;

export const tell = (file: string, problems: readonly Problem[], json: boolean): void => {
  for (const problem of problems) {
    const line = shown(`${file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.message} (${problem.code})\n`);
    if (json) out(`${JSON.stringify({ file, ...problem })}\n`);
    else (problem.severity === 'error' ? complain : out)(line);
  }
};
