import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from 'vite';

export const ROOT = join(import.meta.dirname, '..');
export const ROOMS = ['kernel', 'practices', 'store', 'server', 'web', 'cli', 'connectors', 'tests', 'bench'] as const;

export interface Import {
  /** From the clone's root: `practices/decisions/decision.ts`. */
  readonly file: string;
  readonly specifier: string;
  /** Erased before it runs: `import type`, or types alone in the braces. */
  readonly typeOnly: boolean;
}

/** Files of a folder and those below it, from the clone's root. */
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));

export const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

export const isCode = (file: string): boolean => /\.tsx?$/.test(file);

/** Every way in which a module names another: static, re-exported, dynamic, and in a type. */
export const importsOf = (file: string, text: string): readonly Import[] => {
  const { module, errors } = parseSync(file, text);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  const fixed = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) => (moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType }] : [])),
  );
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^['"`]([^'"`$]+)['"`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    return literal?.[1] ? [{ specifier: literal[1], typeOnly: false }] : [];
  });
  const inTypes = [...text.matchAll(/\btypeof import\(\s*'([^']+)'\s*\)|[:=<|&]\s*import\(\s*'([^']+)'\s*\)/g)].map((match) => ({
    specifier: match[1] ?? match[2] ?? '',
    typeOnly: true,
  }));
  return [...fixed, ...passedOn, ...dynamic, ...inTypes].map((one) => ({ file, ...one }));
};
