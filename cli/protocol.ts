import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { Command } from 'commander';
import { parseProtocol, type Problem } from '#kernel/protocol/document.ts';
import { explain } from '#kernel/protocol/explain.ts';
import { jsonLines, textLines } from '#kernel/protocol/lines.ts';
import { replay, type Resolver } from '#kernel/protocol/replay.ts';
import { EXIT } from './failure.ts';
import { shown } from './words.ts';

const GALLERY = join(import.meta.dirname, '..', 'kernel', 'protocol', 'gallery');

/** `check`, `explain` and `replay` on files; no server has a part in it. */
export const protocolCommand = (): Command => {
  const command = new Command('protocol')
    .description('check, explain and replay protocols, without a server')
    .addHelpText('after', AFTER);
  command
    .command('check')
    .description('say what is wrong with protocol files (YAML, or Markdown with one fenced yaml block)')
    .argument('<file...>', 'files, folders of them, ids of the gallery such as asf/lazy, or - for stdin')
    .option('--json', 'problems as JSON Lines')
    .action((files: readonly string[], { json }: { readonly json?: boolean }) =>
      finish(each(files, (file) => checkOne(file, json === true))),
    );
  command
    .command('explain')
    .description('say in plain English what a protocol does')
    .argument('<file...>', 'files, folders of them, ids of the gallery such as asf/lazy, or - for stdin')
    .option('--json', 'one JSON object a line: { id, markdown }')
    .action((files: readonly string[], { json }: { readonly json?: boolean }) => {
      let before = '';
      finish(
        each(files, (file, many) => {
          const fine = explainOne(file, json === true, many, before);
          before = '\n';
          return fine;
        }),
      );
    });
  command
    .command('replay')
    .description('tell a scenario under a protocol, each thing with its reason')
    .argument('<scenario>', 'a scenario file, or - for stdin')
    .option('--json', 'one JSON object a line')
    .action((file: string, { json }: { readonly json?: boolean }) => finish(replayOne(file, json === true)));
  return command;
};

const AFTER = `
Examples:
  proceed protocol check ours.yaml handbook/decisions.md
  proceed protocol check protocols/ --json
  proceed protocol explain asf/lazy
  proceed protocol replay release.yaml --json

Of a folder, its .yaml and .yml files are taken, in every folder below.

Exit codes: 0 fine, 1 a problem, or the outcome differs from the scenario's "expect", 2 wrong usage.
`;

const finish = (fine: boolean): void => {
  if (!fine) process.exitCode = EXIT['no, or something is wrong'];
};

const out = (text: string): void => void process.stdout.write(text);
const complain = (text: string): void => void process.stderr.write(shown(text));

/** All of them, also after one that fails; folders as the files in them. */
const each = (references: readonly string[], one: (file: string, many: boolean) => boolean): boolean => {
  const files = references.flatMap((reference) => {
    const inside = filesIn(reference);
    if (inside?.length === 0) complain(`${reference}: there is no .yaml or .yml file in this folder.\n`);
    return inside ?? [reference];
  });
  return files.map((file) => one(file, files.length > 1)).every(Boolean) && files.length > 0;
};

/** The protocols of a folder and of those below, by path; null where it is none. */
const filesIn = (reference: string): readonly string[] | null => {
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
const read = (reference: string): string | null => {
  if (reference === '-') return readFileSync(0, 'utf8');
  const text = readText(resolve(reference)) ?? fromGallery(reference);
  if (text === null) complain(`${reference}: ${whyNot(reference, ', and nothing in the gallery is called so')}\n`);
  return text;
};

const whyNot = (reference: string, otherwise = ''): string => {
  try {
    readFileSync(resolve(reference));
    return 'it cannot be read.';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EISDIR') return 'this is a folder; name a file in it.';
    return code === 'EACCES' ? 'this user may not read it.' : `no such file${otherwise}.`;
  }
};

const readText = (path: string): string | null => {
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
const resolverFrom =
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

const tell = (file: string, problems: readonly Problem[], json: boolean): void => {
  for (const problem of problems) {
    const line = shown(`${file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.message} (${problem.code})\n`);
    if (json) out(`${JSON.stringify({ file, ...problem })}\n`);
    else (problem.severity === 'error' ? complain : out)(line);
  }
};

const checkOne = (file: string, json: boolean): boolean => {
  const text = read(file);
  if (text === null) return false;
  const { protocol, problems } = parseProtocol(text);
  tell(file, problems, json);
  if (protocol && !json)
    out(`${file}: ${protocol.id} is well${problems.length > 0 ? `, with ${problems.length} to be mindful of` : ''}.\n`);
  return protocol !== undefined;
};

const explainOne = (file: string, json: boolean, many: boolean, before: string): boolean => {
  const text = read(file);
  if (text === null) return false;
  const { protocol, problems } = parseProtocol(text);
  if (!protocol) {
    tell(
      file,
      problems.filter(({ severity }) => severity === 'error'),
      json,
    );
    return false;
  }
  const prose = explain(protocol);
  out(
    json
      ? `${JSON.stringify({ id: protocol.id, markdown: prose })}\n`
      : shown(many ? `${before}# ${protocol.id}\n\n${prose}` : prose),
  );
  return true;
};

const replayOne = (file: string, json: boolean): boolean => {
  const text = file === '-' ? readFileSync(0, 'utf8') : readText(resolve(file));
  if (text === null) {
    complain(`${file}: ${whyNot(file)}\n`);
    return false;
  }
  const { lines, differs, problems } = replay(text, resolverFrom(resolve(file)));
  out(json ? jsonLines(lines) : shown(textLines(lines)));
  for (const { severity, line, column, message, code } of problems)
    complain(`${file}:${line}:${column}: ${severity}: ${message} (${code})\n`);
  for (const difference of differs) complain(`${basename(file)}: ${difference}\n`);
  return differs.length === 0 && problems.every(({ severity }) => severity !== 'error');
};
