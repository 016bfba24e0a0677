import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type YAMLParseError } from 'yaml';
import type { Fact } from './world.ts';

/** 1-based. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly is: 'map';
  readonly entries: readonly YamlEntry[];
  readonly at: Place;
}

export interface YamlEntry {
  readonly key: string;
  readonly keyAt: Place;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly is: 'list';
  readonly items: readonly YamlNode[];
  readonly at: Place;
}

export interface YamlScalar {
  readonly is: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it was written, without quotes: `0` stays `0`, `true` stays `true`. */
  readonly text: string;
  readonly at: Place;
  /** Its text begins one column later. */
  readonly quoted?: boolean;
}

export interface YamlProblem extends Place {
  readonly code: string;
  readonly message: string;
}

export type YamlRead =
  | { readonly root: YamlNode; readonly problem?: never }
  | { readonly root?: never; readonly problem: YamlProblem };

const MAX_TEXT = 100_000;
const MAX_DEPTH = 30;
const MAX_ALIASES = 20;
const MAX_NODES = 20_000;

/** One YAML document as a tree that knows its places. `firstLine` is where the text begins in the file that people see. */
export const readYaml = (text: string, firstLine = 1): YamlRead => {
  const start = { line: firstLine, column: 1 };
  if (text.length > MAX_TEXT)
    return { problem: { ...start, code: 'too-long', message: `At most ${MAX_TEXT} characters; this has ${text.length}.` } };
  const nul = text.indexOf('\0');
  if (nul >= 0)
    return {
      problem: { ...placeIn(text, nul, firstLine), code: 'not-text', message: 'This is no text file: here is a NUL byte.' },
    };
  const deep = tooDeep(text);
  if (deep !== null)
    return { problem: { ...placeIn(text, deep, firstLine), code: 'too-deep', message: `Nested more than ${MAX_DEPTH} deep.` } };

  const lines = new LineCounter();
  const place = (offset: number | undefined): Place => {
    const { line, col } = lines.linePos(offset ?? 0);
    return { line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
  };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true, uniqueKeys: true });
  const error = document.errors[0];
  if (error) return { problem: { ...place(error.pos[0]), ...wordsOf(error, text) } };
  try {
    return { root: treeOf(document, place) };
  } catch (caught) {
    if (caught instanceof Unreadable) return { problem: { ...place(caught.offset), code: caught.code, message: caught.message } };
    throw caught;
  }
};

/** A flow nesting that would exhaust the parser's stack; cheaper to count than to catch. */
const tooDeep = (text: string): number | null => {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '[' || char === '{') {
      if (++depth > MAX_DEPTH * 4) return i;
    } else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
  }
  return null;
};

const placeIn = (text: string, offset: number, firstLine: number): Place => {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length + firstLine - 1, column: (before.at(-1)?.length ?? 0) + 1 };
};

/** Of what people do most often, in words of ours. */
const wordsOf = ({ code, message, pos }: YAMLParseError, text: string): Pick<YamlProblem, 'code' | 'message'> => {
  if (code === 'MULTIPLE_DOCS')
    return { code: 'two-documents', message: 'A second document begins here (---); there can be one.' };
  if (code !== 'DUPLICATE_KEY') return { code: 'yaml', message: `Not YAML: ${firstSentence(message)}` };
  const key = /^["']?([^"':\s][^"':\n]{0,60})/.exec(text.slice(pos[0]))?.[1]?.trim();
  return { code: 'yaml', message: `${key === undefined ? 'A key' : `"${key}"`} stands here a second time.` };
};

const firstSentence = (message: string): string => `${message.split('\n')[0]?.trim().replace(/\.$/, '') ?? message}.`;

class Unreadable extends Error {
  readonly code: string;
  readonly offset: number | undefined;
  constructor(code: string, message: string, offset: number | undefined) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

const treeOf = (document: Document, place: (offset: number | undefined) => Place): YamlNode => {
  let aliases = 0;
  let nodes = 0;
  const within = new Set<unknown>();
  const build = (node: unknown, depth: number, near: number | undefined): YamlNode => {
    if (++nodes > MAX_NODES) throw new Unreadable('too-long', `More than ${MAX_NODES} values.`, near);
    if (depth > MAX_DEPTH) throw new Unreadable('too-deep', `Nested more than ${MAX_DEPTH} deep.`, near);
    if (isAlias(node)) {
      if (++aliases > MAX_ALIASES)
        throw new Unreadable('too-many-aliases', `More than ${MAX_ALIASES} aliases (*name).`, node.range?.[0]);
      const meant = node.resolve(document);
      if (meant === undefined) throw new Unreadable('unknown-alias', `Nothing is called &${node.source}.`, node.range?.[0]);
      if (within.has(meant)) throw new Unreadable('alias-cycle', `*${node.source} stands inside of itself.`, node.range?.[0]);
      within.add(meant);
      const built = build(meant, depth + 1, node.range?.[0]);
      within.delete(meant);
      return built;
    }
    if (isMap(node)) {
      const offset = node.range?.[0] ?? near;
      const entries = node.items.map((pair): YamlEntry => {
        if (!isScalar(pair.key)) throw new Unreadable('yaml', 'A key must be a plain word.', offset);
        const keyOffset = pair.key.range?.[0] ?? offset;
        return {
          key: String(pair.key.source ?? pair.key.value),
          keyAt: place(keyOffset),
          value: build(pair.value, depth + 1, keyOffset),
        };
      });
      return { is: 'map', entries, at: place(offset) };
    }
    if (isSeq(node)) {
      const offset = node.range?.[0] ?? near;
      return { is: 'list', items: node.items.map((item) => build(item, depth + 1, offset)), at: place(offset) };
    }
    if (isScalar(node)) {
      const value = node.value;
      const offset = node.range?.[0] ?? near;
      if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
        return {
          is: 'scalar',
          value,
          text: value === null ? '' : typeof value === 'string' ? value : (node.source ?? String(value)),
          at: place(offset),
          ...(node.type?.startsWith('QUOTE') ? { quoted: true } : {}),
        };
      }
      throw new Unreadable('yaml', 'Only texts, numbers, true, false, lists and maps are understood.', offset);
    }
    if (node === null || node === undefined) return { is: 'scalar', value: null, text: '', at: place(near) };
    throw new Unreadable('yaml', 'Only texts, numbers, true, false, lists and maps are understood.', near);
  };
  return build(document.contents, 0, 0);
};

/** As plain JSON: facts of a scenario's artifact. */
export const jsonOf = (node: YamlNode): Fact => {
  switch (node.is) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(jsonOf);
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, jsonOf(value)]));
  }
};
