import type { RecordRel } from './document.ts';

const PART = String.raw`(?:(?:in part|partly|partially|mostly|largely|effectively|now|later|since|also|been|then|further|directly|entirely|completely|fully|essentially)\s+){0,3}`;
const verbs = (words: string): string => String.raw`(?<![\p{L}])(?:${words})(?![\p{L}])`;
const OVER =
  'superseded|superceded|supersceded|superseeded|replaced|obsoleted|subsumed|ersetzt|abgelöst|remplacée?|reemplazad[oa]|sustituid[oa]|substituíd[oa]|sostituit[oa]|vervangen|zastąpion[aey]';
const BY = String.raw`(?:\s+(?:in part|partly|partially|mostly))?\s+(?:by|durch|par|por|da|door|przez)`;
const RELATIONS: readonly (readonly [RecordRel, RegExp])[] = [
  ['superseded-by', new RegExp(`${verbs(`(?:${OVER})${BY}`)}|(?:заменено?|заменён)|取代|置き換え|대체`, 'giu')],
  [
    'supersedes',
    new RegExp(
      verbs(
        'supersed(?:es|ing)|superced(?:es|ing)|replac(?:es|ing)|obsoletes|supplants|ersetzt|löst|remplace|reemplaza|sustituye|substitui|sostituisce|vervangt|zastępuje',
      ),
      'giu',
    ),
  ],
  [
    'amended-by',
    new RegExp(
      verbs(`(?:amended|updated|extended|modified|clarified|refined|revised|adjusted|changed|complemented)${BY}`),
      'giu',
    ),
  ],
  ['amends', new RegExp(verbs('amends|amending|updates|modifies|clarifies|revises|refines|adjusts'), 'giu')],
  ['implements', new RegExp(verbs('implements|implementing|implementation of|realizes|realises'), 'giu')],
  [
    'builds-on',
    new RegExp(
      verbs(
        'builds? (?:up)?on|building (?:up)?on|depends? on|based on|extends|follows (?:up )?(?:on|from)|derived from|driven by|complements',
      ),
      'giu',
    ),
  ],
];

const SUBJECT = String.raw`(?:^|[^\p{L}])(?:this|it|we|these|dies(?:e|er|es)?|cette|este|esta)(?:\s+(?:adr|rfc|record|decision|document|proposal|entscheidung|décision|decisión))?\s+(?:(?:was|is|has|have|are|were|been|will|wird|wurde)\s+){0,3}${PART}$`;
const DIRECT = new RegExp(SUBJECT, 'iu');
// `These IP ranges have been superseded by …`, `This updates and supersedes the behaviour specified in …`: a part of this record, or of that one.
const LOOSE = /(?:^|[^\p{L}])(?:this|these|it|we)\s(?:[\p{L}'-]+\s+){0,5}$/iu;
const OTHER_SUBJECT = /(?<![\p{L}])(?:which|that|who|if|would|could|should|might|may)\s(?:[\p{L}'-]+\s+){0,4}$/iu;

/**
 * The relation that the words before a reference give it. `always`: in a status, a field or a list of links, where this record need not
 * be named as the subject.
 */
export const relationOf = (before: string, always: boolean): { readonly rel: RecordRel; readonly partial: boolean } => {
  const clause = clauseOf(before);
  const said = RELATIONS.flatMap(([rel, words]) =>
    [...clause.matchAll(words)].map((found) => ({ rel, at: found.index, end: found.index + found[0].length })),
  );
  const last = said.toSorted((a, b) => a.end - b.end || b.at - a.at).at(-1);
  if (last === undefined) return { rel: 'mentions', partial: false };
  const between = clause.slice(last.end);
  const subject = clause.slice(0, last.at);
  const bare = /^[^\p{L}]*$/u.test(subject);
  const mine =
    always || bare || (between.length < 90 && LOOSE.test(subject.replace(/[*_>]+/g, '')) && !OTHER_SUBJECT.test(subject));
  if (!mine || /[.;:]\s*$/.test(between.replace(/:\s*$/, ''))) return { rel: 'mentions', partial: false };
  const whole =
    !isPartial(clause) &&
    (always ||
      ((bare || DIRECT.test(subject.replace(/[*_>]+/g, ''))) &&
        !/\b(?:section|behaviou?r|part|semantics|rules?)\b/i.test(between)));
  if (last.rel === 'supersedes' || last.rel === 'superseded-by') return { rel: last.rel, partial: !whole };
  return always || (whole && between.length < 40) ? { rel: last.rel, partial: false } : { rel: 'mentions', partial: false };
};

export const isPartial = (text: string): boolean =>
  /\b(?:in part|partly|partially|mostly|parts? of|some of|sections? of|teilweise|en partie|parcialmente)\b/i.test(text);

/** Back to the beginning of the sentence; links that stand before count as one word. */
const clauseOf = (before: string): string => {
  const bare = before
    .replace(/\[(?:\\.|[^[\]\\]){0,300}\](?:\([^()]{0,1000}\)?|\[[^[\]]{0,300}\])?/g, '§')
    .replace(/<?https?:\/\/\S{1,1000}/g, '§')
    .replace(/\s+/g, ' ');
  const start = Math.max(
    bare.lastIndexOf('. '),
    bare.lastIndexOf('! '),
    bare.lastIndexOf('? '),
    bare.lastIndexOf('; '),
    bare.lastIndexOf('。'),
  );
  return start < 0 ? bare : bare.slice(start + 1);
};
