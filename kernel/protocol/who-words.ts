import { conditionWords } from './condition-words.ts';
import type { Step, Who } from './document.ts';
import { roleWords } from './role-words.ts';
import { choicesIn } from './who.ts';
import { list } from './wording.ts';

/** Who is asked, as the subject of a sentence: "every contributor and everybody affected except the author". */
export const subjectWords = (step: Step, urgent: boolean): string =>
  `${whoWords(step.of, urgent)}${step.exclude ? ` except ${namesWords(step.exclude)}` : ''}`;

export const named = (name: string): string =>
  name === 'author' || name === 'proposer' ? `the ${name}` : `*${name.replaceAll('_', ' ')}*`;

/** Who is asked, as the subject of a sentence. */
export const whoWords = (who: Who, urgent = false): string => {
  switch (who.who) {
    case 'anyone':
      return 'anyone who wants to speak';
    case 'role':
      return who.name === 'author' || who.name === 'proposer'
        ? `the ${who.name}`
        : who.name === 'everyone'
          ? 'everyone'
          : (roleWords(who.name)?.each ?? `everyone in ${named(who.name)}`);
    case 'union':
    case 'minus':
      if (who.who === 'minus' && who.left.who === 'role' && who.left.name === 'everyone')
        return `everyone except ${allWords(who.right)}`;
      return choicesIn(who).length > 0 ? namesWords(who) : (eachWord(who) ?? `everyone in ${namesWords(who)}`);
    case 'choose': {
      if (who.pick === undefined) return `everyone in ${namesWords(who.from)}${whereWords(who.where, 'is')}`;
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

/** "every contributor and everybody affected"; null where one of the names is somebody's own. */
const eachWord = (who: Who): string | null => {
  if (who.who === 'role')
    return who.name === 'author' || who.name === 'proposer' ? `the ${who.name}` : (roleWords(who.name)?.each ?? null);
  if (who.who !== 'union') return null;
  const [left, right] = [eachWord(who.left), eachWord(who.right)];
  return left === null || right === null ? null : `${left} and ${right}`;
};

/** From whom some are chosen: "the members whose *skills* include “mentoring” except the author". */
const poolWords = (who: Who): string => {
  if (who.who === 'choose' && who.pick === undefined) return `${poolWords(who.from)}${whereWords(who.where, 'are')}`;
  if (who.who === 'minus') return exceptWords(who, poolWords);
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
    without.unshift(allWords(left.right));
    left = left.left;
  }
  return `${words(left)} except ${list(without)}`;
};

/** All of them: "the stewards", "*rfc steering*". */
export const allWords = (who: Who): string => (who.who === 'role' ? roleWords(who.name)?.all : undefined) ?? namesWords(who);

const weightWords = (source: string): string =>
  /^a\.\w+$/.test(source) ? `their *${source.slice(2).replaceAll('_', ' ')}* as weight` : `\`${source}\` as weight`;

export const namesWords = (who: Who): string => {
  switch (who.who) {
    case 'anyone':
      return 'anyone';
    case 'role':
      return named(who.name);
    case 'union':
      return `${namesWords(who.left)} and ${namesWords(who.right)}`;
    case 'minus':
      return exceptWords(who, namesWords);
    case 'choose':
      return whoWords(who).replace(/,$/, '');
  }
};
