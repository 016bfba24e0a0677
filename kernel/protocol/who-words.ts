import { conditionWords } from './condition-words.ts';
import type { Step, Who } from './document.ts';
import { isPlural, roleWords } from './role-words.ts';
import { choicesIn } from './who.ts';
import { list } from './wording.ts';

/** Who is asked, as the subject of a sentence: "every contributor and everybody affected except the author". */
export const subjectWords = ({ of, exclude }: Step, urgent: boolean): string => {
  if (!exclude) return whoWords(of, urgent);
  // Whoever is excluded is so before anybody is picked [R2].
  return whoWords(
    of.who === 'choose'
      ? { ...of, from: { who: 'minus', left: of.from, right: exclude } }
      : { who: 'minus', left: of, right: exclude },
    urgent,
  );
};

/** A name of somebody's own, of a role, an effect or a fact. */
export const named = (name: string): string => `*${name.replaceAll('_', ' ')}*`;

/** Who is asked, as the subject of a sentence. */
export const whoWords = (who: Who, urgent = false): string => {
  switch (who.who) {
    case 'anyone':
      return 'anyone who wants to speak';
    case 'role':
      return roleWords(who.name)?.each ?? `everyone in ${named(who.name)}`;
    case 'union':
      return choicesIn(who).length > 0 ? namesWords(who) : eachWords(who);
    case 'minus':
      return choicesIn(who).length > 0 ? namesWords(who) : exceptWords(who, whoWords);
    case 'choose': {
      if (who.pick === undefined) return `${whoWords(who.from, urgent)}${whereWords(who.where, 'is')}`;
      const many = who.pick === 1 ? 'one' : String(who.pick);
      const how = urgent
        ? ', whoever is working now or soonest'
        : who.weight === undefined
          ? ', whoever is there and has least to do'
          : isFinite(Number(who.weight))
            ? ', drawn by lot'
            : `, drawn by lot with ${weightWords(who.weight)}`;
      return `${many} of ${poolWords(who.from)}${whereWords(who.where, 'are')}${how},`;
    }
  }
};

/** "every contributor, everyone in *platform* and *search*, and whoever is *owner*": names of somebody's own stand together. */
const eachWords = (who: Who): string => {
  const parts: string[] = [];
  const own: string[] = [];
  for (const part of partsOf(who)) {
    const plain = part.who === 'role' && whoWords(part) === `everyone in ${named(part.name)}`;
    if (plain) own.push(named(part.name));
    if (!plain || own.length === 1) parts.push(plain ? 'everyone in' : whoWords(part));
  }
  return list(parts.map((part) => (part === 'everyone in' ? `everyone in ${list(own)}` : part)));
};

const partsOf = (who: Who): readonly Who[] => (who.who === 'union' ? [...partsOf(who.left), ...partsOf(who.right)] : [who]);

/** From whom some are chosen: "the members whose *skills* include “mentoring” except the author". */
const poolWords = (who: Who): string => {
  if (who.who === 'choose' && who.pick === undefined) return `${poolWords(who.from)}${whereWords(who.where, 'are')}`;
  if (who.who === 'minus') return exceptWords(who, poolWords);
  if (who.who === 'union') return list(partsOf(who).map((part) => (part.who === 'role' ? poolWords(part) : namesWords(part))));
  return (who.who === 'role' ? roleWords(who.name)?.all : undefined) ?? `those in ${namesWords(who)}`;
};

/** " who are not *on leave*", " whose *skills* include “mentoring”"; what cannot be said so stands in parentheses. */
const whereWords = (where: string | undefined, be: 'is' | 'are'): string => {
  if (where === undefined) return '';
  const said = conditionWords(where);
  const simple = !/[`(]|\b(?:and|or)\b/.test(said);
  if (simple && /^they are (?!.*\bthe(?:y|ir)\b)/.test(said)) return said.replace(/^they are/, ` who ${be}`);
  if (simple && /^their (?!.*\bthe(?:y|ir)\b)/.test(said)) return said.replace(/^their/, ' whose');
  return ` (if ${said})`;
};

/** "X except A and B", however often something is taken away. */
const exceptWords = (who: Who, words: (left: Who) => string): string => {
  const without: string[] = [];
  let left: Who = who;
  while (left.who === 'minus') {
    without.unshift(namesWords(left.right));
    left = left.left;
  }
  return `${words(left)} except ${list(without)}`;
};

export const areSeveral = (who: Who): boolean => (who.who === 'role' ? isPlural(who.name) : who.who !== 'anyone');

const weightWords = (source: string): string =>
  /^a\.\w+$/.test(source) ? `their *${source.slice(2).replaceAll('_', ' ')}* as weight` : `\`${source}\` as weight`;

/** All of them: "the stewards", "*rfc steering* and the author". */
export const namesWords = (who: Who): string => {
  switch (who.who) {
    case 'anyone':
      return 'anyone';
    case 'role':
      return roleWords(who.name)?.all ?? named(who.name);
    case 'union':
      return list(partsOf(who).map(namesWords));
    case 'minus':
      return exceptWords(who, namesWords);
    case 'choose':
      return whoWords(who).replace(/,$/, '');
  }
};
