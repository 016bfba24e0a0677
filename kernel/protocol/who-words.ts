import { conditionWords } from './condition-words.ts';
import type { Step, Who } from './document.ts';
import { roleWords } from './role-words.ts';
import { choicesIn } from './who.ts';

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
        return `everyone except ${(who.right.who === 'role' ? roleWords(who.right.name)?.all : undefined) ?? namesWords(who.right)}`;
      return choicesIn(who).length > 0 ? namesWords(who) : (eachWord(who) ?? `everyone in ${namesWords(who)}`);
    case 'choose': {
      const many = who.pick === undefined ? 'everyone' : who.pick === 1 ? 'one' : String(who.pick);
      const where = who.where === undefined ? '' : ` (if ${conditionWords(who.where)})`;
      const how =
        who.pick === undefined
          ? ''
          : urgent
            ? ', whoever is working now or soonest'
            : who.weight === undefined
              ? ', whoever is there and has least to do'
              : isFinite(Number(who.weight))
                ? ', drawn by lot'
                : `, drawn by lot with ${weightWords(who.weight)}`;
      return `${many} of ${fromWords(who.from)}${where}${how},`;
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

const fromWords = (who: Who): string =>
  (who.who === 'role' ? roleWords(who.name)?.all : undefined) ?? `those in ${namesWords(who)}`;

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
      return `${namesWords(who.left)} but not ${namesWords(who.right)}`;
    case 'choose':
      return whoWords(who).replace(/,$/, '');
  }
};
