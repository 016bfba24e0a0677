import type { Directory } from '#kernel/actors/directory.ts';
import { actorKey, keysOf, sees } from '#kernel/actors/access.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import { numberAt, numbersAtHome, parted } from '#kernel/text/addresses.ts';

const MOST = 100;
const FENCE = /^ {0,3}(```|~~~)/u;

/** The words of a Markdown text, without its code: nobody is called by a decorator. One pass, whatever it is given. */
const prose = (body: string): string => {
  const words: string[] = [];
  let fence: string | null = null;
  for (const line of body.split('\n')) {
    const mark = FENCE.exec(line)?.[1] ?? null;
    if (fence !== null) fence = mark === fence ? null : fence;
    else if (mark !== null) fence = mark;
    else words.push(withoutCode(line));
  }
  return words.join('\n');
};

/** Every second part between backticks is code; one that is never closed is not. */
const withoutCode = (line: string): string => {
  const parts = line.split('`');
  return parts.filter((_, index) => index % 2 === 0 || (parts.length % 2 === 0 && index === parts.length - 1)).join(' ');
};

const HANDLE = /(?<![\p{L}\p{M}\p{N}_.@/-])@([\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,60})/gu;
const NUMBER = /(?<![\p{L}\p{N}&#/])#([1-9]\d{0,8})(?![\p{L}\p{N}])/gu;

/** Whom a text calls by `@handle`, among those who see what it is about: active people, agents and teams, in order of appearance. */
export const mentionsIn = (body: string, audience: readonly string[], directory: Directory): readonly ActorId[] => {
  if (!body.includes('@')) return [];
  const called = new Set<string>();
  for (const match of prose(body).matchAll(HANDLE)) {
    const word = match[1];
    if (word !== undefined && called.size < MOST) called.add(word.normalize('NFC').toLowerCase());
  }
  if (called.size === 0) return [];
  const byHandle = new Map([...directory.actors.values()].map((actor) => [actor.handle, actor]));
  const found = new Set<ActorId>();
  for (const word of called) {
    const actor = endingsOf(word)
      .map((handle) => byHandle.get(handle))
      .find((one) => one !== undefined);
    if (actor && canSee(actor.id, audience, directory)) found.add(actor.id);
  }
  return [...found];
};

/** `ines.prado-` may be meant for `ines.prado`, or for `ines` at the end of a sentence. */
const endingsOf = (word: string): readonly string[] => {
  const endings = [word];
  for (let rest = word; /[._-]/u.test(rest);) {
    rest = rest.replace(/[._-][^._-]*$/u, '');
    endings.push(rest);
  }
  return endings;
};

const canSee = (id: ActorId, audience: readonly string[], directory: Directory): boolean => {
  const actor = directory.actors.get(id);
  if (actor?.status !== 'active') return false;
  if (actor.kind !== 'team') return sees(new Set(keysOf(actor, directory)), audience);
  return audience.includes(actorKey(id)) || (actor.members ?? []).some((member) => canSee(member, audience, directory));
};

/**
 * The artifacts that a text names by number (`#142`), by their addresses at `home`, where people reach this server, or by links to their paths; each
 * once.
 */
export const numbersIn = (body: string, home: string | null = null): readonly number[] =>
  numbersSaid(body, (words) => (home === null ? [] : numbersAtHome(words, home)));

/** With those at addresses of any host: of what was looked up by `numbersIn` at ours, which a text names. */
export const numbersAnywhere = (body: string): ReadonlySet<number> =>
  new Set(numbersSaid(body, (words) => numbersAtHome(words, null)));

const numbersSaid = (body: string, shown: (words: string) => readonly number[]): readonly number[] => {
  if (!/[#/]/.test(body)) return [];
  const words = prose(body);
  const named = [...words.matchAll(NUMBER)].map(([, digits]) => Number(digits));
  return [...new Set([...named, ...(words.includes('://') ? shown(words) : []), ...numbersLinked(words)])].slice(0, MOST);
};

/** `[there](/decisions/142)`, and `[there]: /decisions/142`. */
const LINKED = /\]\([ \t]*<?(\/[^\s()<>]{1,300})|^ {0,3}\[[^\]\n]{1,300}\]:[ \t]*<?(\/[^\s<>]{1,300})/gmu;

const numbersLinked = (words: string): readonly number[] =>
  [...words.matchAll(LINKED)].flatMap(([, within, below]) => numberAt(parted(within ?? below ?? '')[0], null) ?? []);
