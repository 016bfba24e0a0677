import { refuse, type Result } from '../stream/refusal.ts';
import { compile } from './condition.ts';
import type { Who } from './document.ts';

const NAME = /^@?[\p{L}_][\p{L}\p{N}_.-]*$/u;
const ACCEPTED = 'committers, affected + experts, everyone minus author, experts where a.available pick 2 weight a.weight';

/**
 * Reads whom a step asks: `pmc`, `anyone`, `affected + experts` (also `union`), `members - author` (also `minus`),
 * `… where CEL pick N weight CEL`, which chooses among all that stands before it.
 * Refusals: `who-malformed`, and those of conditions.
 */
export const parseWho = (text: string): Result<Who> => {
  const { head, where, pick, weight } = clauses(text.trim());
  const from = combined(head);
  if (from.refused) return from;
  if (where === undefined && pick === undefined && weight === undefined) return from;
  if (from.ok.who === 'anyone')
    return refuse('who-malformed', 'Nobody is chosen among `anyone`: whoever wants to, speaks.', { accepted: ACCEPTED });

  if (where !== undefined) {
    const compiled = compile(where);
    if (compiled.refused) return compiled;
  }
  if (weight !== undefined) {
    const compiled = compile(weight, 'number');
    if (compiled.refused) return compiled;
    if (pick === undefined)
      return refuse('who-malformed', '`weight` says how to pick, so it needs `pick N`.', { accepted: ACCEPTED });
  }
  const count = pick === undefined ? undefined : Number(pick);
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= 100)) {
    return refuse('who-malformed', `\`pick\` takes a whole number from 1 to 100, not "${pick}".`, { accepted: ACCEPTED });
  }
  return {
    ok: {
      who: 'choose',
      from: from.ok,
      ...(where === undefined ? {} : { where }),
      ...(count === undefined ? {} : { pick: count }),
      ...(weight === undefined ? {} : { weight }),
    },
  };
};

/** Splits at ` where `, ` pick `, ` weight ` outside quotes. */
const clauses = (
  text: string,
): { readonly head: string; readonly where?: string; readonly pick?: string; readonly weight?: string } => {
  const cuts: { readonly word: 'where' | 'pick' | 'weight'; readonly from: number; readonly to: number }[] = [];
  const finder = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\s(where|pick|weight)\s/g;
  for (let match = finder.exec(text); match; match = finder.exec(text)) {
    const word = match[1];
    if (word === 'where' || word === 'pick' || word === 'weight') {
      if (!cuts.some((cut) => cut.word === word)) cuts.push({ word, from: match.index, to: match.index + match[0].length });
      // The blank that ends one word may begin the next.
      finder.lastIndex = match.index + match[0].length - 1;
    }
  }
  const found: { head: string; where?: string; pick?: string; weight?: string } = {
    head: text.slice(0, cuts[0]?.from ?? text.length),
  };
  cuts.forEach((cut, i) => {
    found[cut.word] = text.slice(cut.to, cuts[i + 1]?.from ?? text.length).trim();
  });
  return found;
};

const combined = (text: string): Result<Who> => {
  const words = text.split(/\s+(\+|-|union|minus)\s+/);
  let who: Who | null = null;
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i]?.trim() ?? '';
    if (!NAME.test(name)) return refuse('who-malformed', `"${text.trim().slice(0, 80)}" names nobody.`, { accepted: ACCEPTED });
    const next: Who = name === 'anyone' ? { who: 'anyone' } : { who: 'role', name: name.replace(/^@/, '') };
    if (who === null) who = next;
    else {
      const sign = words[i - 1];
      if (next.who === 'anyone' || who.who === 'anyone')
        return refuse('who-malformed', '`anyone` already is everybody; it stands alone.', { accepted: ACCEPTED });
      who = { who: sign === '+' || sign === 'union' ? 'union' : 'minus', left: who, right: next };
    }
  }
  return who === null ? refuse('who-malformed', 'Nobody is named.', { accepted: ACCEPTED }) : { ok: who };
};

/** As it may be written. */
export const writeWho = (who: Who): string => {
  switch (who.who) {
    case 'role':
      return who.name;
    case 'anyone':
      return 'anyone';
    case 'union':
      return `${writeWho(who.left)} + ${writeWho(who.right)}`;
    case 'minus':
      return `${writeWho(who.left)} - ${writeWho(who.right)}`;
    case 'choose':
      return [
        writeWho(who.from),
        who.where && `where ${who.where}`,
        who.pick && `pick ${who.pick}`,
        who.weight && `weight ${who.weight}`,
      ]
        .filter(Boolean)
        .join(' ');
  }
};

/** Every role that it names. */
export const rolesIn = (who: Who): readonly string[] => {
  switch (who.who) {
    case 'role':
      return [who.name];
    case 'anyone':
      return [];
    case 'union':
    case 'minus':
      return [...rolesIn(who.left), ...rolesIn(who.right)];
    case 'choose':
      return rolesIn(who.from);
  }
};
