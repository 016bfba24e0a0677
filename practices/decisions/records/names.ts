import { plain } from './plain.ts';

const NOBODY =
  /^(?:n\/?a|none|nobody|no one|tbd|tba|unknown|-+|–|—|\?+|null|~|\.{3}|…|not applicable|keine|niemand|aucun|todo)$/i;

/** The names of a list in prose or Markdown, in their order: `Ines Prado, @raj; Platform team`. With `items`, a line is a name. */
export const namesOf = (value: string, items = false): string[] => {
  const names = (items ? value.split('\n').map((item) => item.replace(MAIL, '')) : listed(value))
    .map((name) => name.replace(/\s+/g, ' ').trim())
    .filter((name) => name !== '' && !NOBODY.test(name) && !/^[[{(].*[\]})]$|^\{|\}$/.test(name));
  return [...new Set(names)].slice(0, 200).map((name) => name.slice(0, 200).toWellFormed());
};

const MAIL = /[ \t]*<(?:mailto:)?[^<>\s]{1,200}@[^<>\s]{1,200}>/g;

const listed = (value: string): readonly string[] =>
  value
    .slice(0, 10_000)
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<!--.*?(?:-->|$)/gs, '')
    .replace(MAIL, '')
    .split('\n')
    .flatMap((line) => plain(line.replace(/^[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/, '')).split(/[,;、，；]/))
    .flatMap(pair)
    .map((name) => name.replace(/\s*\([^()]{0,100}@[^()]{0,100}\)/g, '').replace(/(?<=\p{Ll}{2})\.$/u, ''));

const PERSON = /^@?[\p{Lu}@][\p{L}\p{M}\d.'’_-]{0,40}(?:\s[\p{L}\p{M}.'’-]{1,40}){0,2}$/u;
const COLLECTIVE =
  /(?:team|group|board|guild|committee|council|department|leads?|developers|engineers|engineering|chapter|squad)$/i;

/** `Ines Prado and Raj Mehta` are two; `Research and Development` is one. */
const pair = (name: string): readonly string[] => {
  const halves = name.trim().split(/\s+(?:and|&|und|et|y|e|i|и|en)\s+/);
  if (halves.length === 1) return halves.map((half) => half.replace(/^(?:and|und|et)\s+/, ''));
  return halves.every((half) => PERSON.test(half) && !COLLECTIVE.test(half)) && halves.some((half) => /[\s@]/.test(half))
    ? halves
    : [name.trim()];
};
