import { fileName, slugOf } from '#kernel/text/file-name.ts';
import { markdownOf } from './plain.ts';
import { parseRecord } from './parse.ts';
import type { DecisionDocument, DocumentLink, RecordRel, RunProof } from './document.ts';

/**
 * A decision as a MADR 4 file: front matter, context, options, outcome, consequences, next steps, links and the proof of its run. The
 * same decision always gives the same bytes. An imported record is its own file, byte for byte, unless its status has changed since:
 * then the front matter says the new one and nothing else is touched. One that was opened as a decision also says when, and what became of
 * it, below its text.
 */
export const toMadr = (decision: DecisionDocument): string => {
  if (decision.body !== null) return imported(decision, decision.body);
  const blocks = [
    `# ${titleLine(decision.title)}`,
    ...section(2, 'Context and Problem Statement', embedded(decision.problem, 2)),
    ...considered(decision),
    ...section(2, 'Decision Outcome', embedded(decision.recommendation, 2)),
    ...section(3, 'Consequences', embedded(decision.consequences, 3)),
    ...behind(decision),
  ];
  return `${frontMatter(decision)}\n${blocks.join('\n\n')}\n`;
};

const considered = ({ options }: DecisionDocument): readonly string[] =>
  section(2, 'Considered Options', options.map((option) => `* ${markdownOf(oneLine(option.title))}`).join('\n'));

const behind = (decision: DecisionDocument): readonly string[] => [
  ...section(2, 'Pros and Cons of the Options', prosAndCons(decision)),
  ...section(2, 'Next Steps', decision.nextSteps.map((step) => `* ${indented(embedded(step, 6), '  ').trimStart()}`).join('\n')),
  ...section(2, 'More Information', moreInformation(decision)),
];

/** `0012-keep-one-postgresql.md`: the number of a MADR file is in its name. */
export const madrFileName = ({ title, number }: Pick<DecisionDocument, 'title' | 'number'>): string => {
  if (number !== null) return fileName(number, title, 'decision');
  const words = slugOf(title) || 'decision';
  return `${/^\d/.test(words) ? 'decision-' : ''}${words}.md`;
};

const frontMatter = (decision: DecisionDocument): string => {
  const said = (decision.run?.stances ?? [])
    .filter(({ stance }) => stance !== 'silent' && stance !== 'excused')
    .map(({ name }) => name);
  const asked = (decision.run?.stances ?? []).map(({ name }) => name);
  const makers = distinct([...(decision.author === null ? [] : [decision.author]), ...said]);
  const at = decision.decidedAt ?? decision.openedAt;
  const lines = [
    ...statusLines(decision),
    ...(at === null ? [] : [`date: ${iso(at).slice(0, 10)}`]),
    ...listed('decision-makers', makers),
    ...listed(
      'consulted',
      distinct(asked).filter((name) => !makers.includes(name)),
    ),
    ...listed('informed', distinct(decision.affected)),
    ...listed('tags', distinct(decision.tags)),
    `reversible: ${decision.reversible}`,
    // What MADR has no word for, and reading an export gives back.
    `impact: ${decision.impact}`,
    ...(decision.author === null ? [] : [`proposed-by: ${scalar(decision.author)}`]),
    ...(decision.openedAt === null ? [] : [`opened-at: ${exact(decision.openedAt)}`]),
    ...(decision.decidedAt === null ? [] : [`decided-at: ${exact(decision.decidedAt)}`]),
  ];
  return `---\n${lines.join('\n')}\n---\n`;
};

/** In the words of MADR, where what lapsed or was withdrawn is rejected, and says how. */
const statusLines = ({ status, statusText }: Pick<DecisionDocument, 'status' | 'statusText'>): readonly string[] => {
  switch (status) {
    case 'lapsed':
      return [`status: ${scalar('rejected (lapsed: nobody decided in time)')}`, 'proceed-status: lapsed'];
    case 'withdrawn':
      return [`status: ${scalar('rejected (withdrawn by its author)')}`, 'proceed-status: withdrawn'];
    default:
      return [`status: ${scalar(statusText ?? status)}`];
  }
};

const listed = (key: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`${key}:`, ...items.map((item) => `  - ${scalar(item)}`)];
const distinct = (names: readonly string[]): readonly string[] => [...new Set(names.map(oneLine))].filter((name) => name !== '');

/** YAML, quoted wherever a reader of any version could take it for something else. */
const scalar = (text: string): string => {
  const line = oneLine(text);
  return /^\p{L}[\p{L}\p{M}\p{N} ._'’-]*$/u.test(line) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(line)
    ? line
    : JSON.stringify(line);
};

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
/** For programs: what comes back is the same moment. */
const exact = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');
/** For people. */
const iso = (instant: number): string => new Date(instant).toISOString().replace(/\.\d{3}Z$/u, 'Z');

/** A title that begins with a number must not be read as the record's: `1\. FC Northwind`, `&#49;2 months notice`. */
const titleLine = (title: string): string => {
  const line = markdownOf(oneLine(title));
  if (/^\d{1,9}[.):-]/.test(line)) return line.replace(/^\d+/, '$&\\');
  if (/^#\d/.test(line)) return `\\${line}`;
  return /^\d{1,9}\s/.test(line) ? `&#${line.charCodeAt(0)};${line.slice(1)}` : line;
};

const section = (level: number, heading: string, text: string): readonly string[] =>
  text === '' ? [] : [`${'#'.repeat(level)} ${heading}`, text];

const prosAndCons = ({ options }: DecisionDocument): string =>
  options
    .filter(({ body }) => body.trim() !== '')
    .map((option) => `### ${markdownOf(oneLine(option.title))}\n\n${embedded(option.body, 3)}`)
    .join('\n\n');

const moreInformation = (decision: DecisionDocument): string => {
  const facts = [
    ...(decision.space === null ? [] : [`* Space: ${markdownOf(oneLine(decision.space))}`]),
    ...(decision.openedAt === null ? [] : [`* Opened: ${iso(decision.openedAt)}`]),
    ...(decision.decidedAt === null ? [] : [`* Decided: ${iso(decision.decidedAt)}`]),
    ...(decision.effect ? [`* ${effectWords(decision.effect)}`] : []),
    ...(decision.reviewOn === null ? [] : [`* Review on: ${decision.reviewOn}`]),
    ...decision.links.map(linkLine),
  ];
  return [facts.join('\n'), ...(decision.run === null ? [] : [proof(decision.run)])].filter(Boolean).join('\n\n');
};

const effectWords = ({ at, unless }: NonNullable<DecisionDocument['effect']>): string =>
  unless === null ? `Took effect: ${iso(at)}` : `Takes effect: ${iso(at)}, unless ${unless} until then`;

const VERBS: Readonly<Record<RecordRel, string>> = {
  supersedes: 'Supersedes',
  'superseded-by': 'Superseded by',
  amends: 'Amends',
  'amended-by': 'Amended by',
  implements: 'Implements',
  'builds-on': 'Builds on',
  mentions: 'See',
};

const linkLine = ({ rel, title, target }: DocumentLink): string =>
  `* ${VERBS[rel]} [${oneLine(title).replace(/[\\`*_[\]<>&~!|]/g, String.raw`\$&`)}](${encodeURI(decodeSafely(target)).replace(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'))})`;

const decodeSafely = (target: string): string => {
  try {
    return decodeURI(target);
  } catch {
    return target.toWellFormed();
  }
};

const proof = (run: RunProof): string =>
  [
    `### Proof`,
    `Decided under protocol ${markdownOf(oneLine(run.protocol))}, version ${run.version}: ${oneLine(run.because)}`,
    ...(run.stances.length === 0
      ? []
      : [
          run.stances
            .map((stance) =>
              statement(
                `${markdownOf(oneLine(stance.name))}: ${stance.stance}${stance.at === null ? '' : `, ${iso(stance.at)}`}`,
                [stance.reason],
              ),
            )
            .join('\n'),
        ]),
    ...run.objections.map((objection) =>
      statement(`Objection of ${markdownOf(oneLine(objection.name))}: ${oneLine(objection.state)}`, [
        objection.reason,
        objection.alternative === '' ? '' : `Alternative: ${objection.alternative}`,
      ]),
    ),
  ].join('\n\n');

/** A list item with what somebody wrote quoted below it. */
const statement = (line: string, texts: readonly string[]): string => {
  const said = texts.map((text) => lines(text).join('\n').trim()).filter(Boolean);
  return [`* ${line}`, ...said.map((text) => indented(text, '  > '))].join('\n\n');
};

const lines = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);
const indented = (text: string, by: string): string =>
  lines(text)
    .map((line) => `${by}${line}`.trimEnd())
    .join('\n');

const FENCE = /^[ \t>]*(`{3,}|~{3,})/;

/**
 * Somebody's Markdown below a heading of ours: its own headings go below that one, and what it left open (a fence, a comment) is
 * closed, so that it cannot swallow what follows. Text without these stays as it is.
 */
const embedded = (text: string, below: number): string => {
  const source = lines(text.trim());
  const kept: string[] = [];
  let fence: string | null = null;
  const levels = source.flatMap((line) => /^ {0,3}(#{1,6})(?:\s|$)/.exec(line)?.[1]?.length ?? []);
  const shift = Math.max(0, below + 1 - Math.min(7, ...levels));
  for (const line of source) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark !== undefined && mark.startsWith(fence) && line.trim() === mark) fence = null;
      kept.push(line);
      continue;
    }
    if (mark !== undefined && !(mark.startsWith('`') && line.slice(line.indexOf(mark) + mark.length).includes('`'))) fence = mark;
    const heading = /^( {0,3})(#{1,6})(?=\s|$)/.exec(line);
    const above = kept.at(-1);
    if (heading !== null && shift > 0)
      kept.push(`${'#'.repeat(Math.min(6, (heading[2] ?? '').length + shift))}${line.slice(heading[0].length)}`);
    else if (/^ {0,3}(?:=+|-{2,})\s*$/.test(line) && above !== undefined && /^ {0,3}[^\s#>|*+=-]/.test(above))
      kept.push('', '* * *');
    else kept.push(line);
  }
  if (fence !== null) kept.push(fence);
  const whole = kept.join('\n');
  return whole.lastIndexOf('<!--') > whole.lastIndexOf('-->') ? `${whole} -->` : whole;
};

// [safety] `\r\n` is one end of a line and never two: otherwise each doubles the ways to read what is not closed.
const FRONT =
  /^(---[ \t]*(\r\n|\n|\r))((?:(?!(?:---|\.\.\.)[ \t]*(?:\r|\n|$)).*(?:\r\n|\n|\r(?!\n)))*?)(?=(?:---|\.\.\.)[ \t]*(?:\r|\n|$))/;
// A value may go on in indented lines.
const STATED = /^status[ \t]*:.*(?:(?:\r\n|\n|\r)[ \t]+.*)*/im;

const imported = (decision: DecisionDocument, body: string): string => {
  const read = parseRecord('0001-record.md', body);
  const opened = decision.run !== null;
  // What its authors still drafted is proposed here.
  if (!opened && !read.refused && (read.ok.status === 'draft' ? 'proposed' : read.ok.status) === decision.status) return body;
  const mark = body.startsWith('\uFEFF') ? '\uFEFF' : '';
  const rest = body.slice(mark.length);
  const front = FRONT.exec(rest);
  const added = opened ? addedTo(decision) : '';
  const moments = opened ? momentLines(decision) : [];
  if (front === null) {
    const end = rest.includes('\r\n') ? '\r\n' : '\n';
    return `${mark}---${end}${[...statusLines(decision), ...moments].join(end)}${end}---${end}${end}${rest}${added}`;
  }
  const [whole, opening = '', end = '\n', head = ''] = front;
  const line = statusLines(decision).join(end);
  const said = opened ? head.replaceAll(OF_OURS, '') : head;
  const changed = STATED.test(said) ? said.replace(STATED, () => line) : `${line}${end}${said}`;
  return `${mark}${opening}${changed}${moments.map((one) => `${one}${end}`).join('')}${rest.slice(whole.length)}${added}`;
};

/** What the front matter of an earlier export says of its moments, or of its outcome. */
const OF_OURS = /^(?:opened-at|decided-at|proceed-status)[ \t]*:.*(?:\r\n|\n|\r)/gim;

const momentLines = ({ openedAt, decidedAt }: DecisionDocument): readonly string[] => [
  ...(openedAt === null ? [] : [`opened-at: ${exact(openedAt)}`]),
  ...(decidedAt === null ? [] : [`decided-at: ${exact(decidedAt)}`]),
];

/** The parts that were added to its text, and how it was decided. */
const addedTo = (decision: DecisionDocument): string =>
  [...considered(decision), ...section(2, 'Decision Outcome', embedded(decision.recommendation, 2)), ...behind(decision)]
    .map((block) => `\n${block}\n`)
    .join('');
