/*
 * An issue of a forge is one text; a task has criteria beside it. Numbers mean something else on either side: there `#12` is the forge's own, here
 * it is ours. So on their way in `#12` becomes `northwind/freight#12` and `proceed#142` becomes `#142`; and back on their way out.
 */

export interface IssueWords {
  readonly text: string;
  readonly criteria: readonly string[];
}

const HEADING = /^ {0,3}(?:#{1,6} +|\*\*)(?:done when|acceptance criteria|definition of done)(?:\*\*)?:?(?:\*\*)? *$/i;
const ITEM = /^ {0,3}[-*+] +(?:\[[ xX]\] +)?(\S.*)$/;
/** A line that goes on with the item before it. */
const MORE = /^ {2,}(\S.*)$/;
const MARK = /<!-- proceed:(task|comment) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) -->$/;

const MOST_CRITERIA = 50;
const LONGEST_CRITERION = 1_000;

/** The text of an issue as a task says it. A list of criteria that no task could keep stays text. */
export const wordsOfIssue = (body: string, repository: string): IssueWords => {
  const lines = unmarked(body).split('\n');
  const from = lines.findIndex((line) => HEADING.test(line));
  const whole = { text: ours(lines.join('\n').trim(), repository), criteria: [] };
  if (from < 0) return whole;
  const criteria: string[] = [];
  let to = from + 1;
  for (; to < lines.length; to += 1) {
    const line = lines[to] ?? '';
    const item = ITEM.exec(line)?.[1];
    const more = MORE.exec(line)?.[1];
    if (item !== undefined) criteria.push(item.trim());
    else if (more !== undefined && criteria.length > 0) criteria.push(`${criteria.pop() ?? ''} ${more.trim()}`);
    else if (line.trim() !== '') break;
  }
  if (criteria.length === 0 || criteria.length > MOST_CRITERIA || criteria.some(({ length }) => length > LONGEST_CRITERION))
    return whole;
  const text = [...lines.slice(0, from), ...lines.slice(to)]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { text: ours(text, repository), criteria: criteria.map((one) => ours(one, repository)) };
};

/** A task as the text of an issue. `done`: its boxes are ticked. */
export const issueOfWords = ({ text, criteria }: IssueWords, repository: string, done: boolean): string =>
  [
    ...(text.trim() === '' ? [] : [theirs(text.trim(), repository)]),
    ...(criteria.length === 0
      ? []
      : [['## Done when', '', ...criteria.map((one) => `- [${done ? 'x' : ' '}] ${theirs(one, repository)}`)].join('\n')]),
  ].join('\n\n');

/** What of ours was written there, by the mark below it; null: nothing. [safety] Whoever writes a mark there says no more than this. */
export const markIn = (body: string): { readonly of: 'task' | 'comment'; readonly id: string } | null => {
  const [, of, id] = MARK.exec(body.trimEnd()) ?? [];
  return (of === 'task' || of === 'comment') && id !== undefined ? { of, id } : null;
};

export const marked = (body: string, of: 'task' | 'comment', id: string): string => `${body}\n\n<!-- proceed:${of} ${id} -->`;

const unmarked = (body: string): string => body.replaceAll('\r\n', '\n').trimEnd().replace(MARK, '').trimEnd();

/** Code, which stays as it is; or a number, perhaps with what it is a number of before it. */
const NUMBER =
  /(```[\s\S]*?(?:```|$)|`[^`\n]*`)|(?<![\p{L}\p{N}_&#/.-])(proceed|[\p{L}\p{N}._-]+(?:\/[\p{L}\p{N}._-]+)+)?#(\d{1,9})(?![\p{L}\p{N}_])/giu;

const renumbered = (text: string, plain: string, prefixed: string): string =>
  text.replace(NUMBER, (found, code: string | undefined, prefix: string | undefined, number: string) => {
    if (code !== undefined) return found;
    if (prefix === undefined) return `${plain}#${number}`;
    return prefix.toLowerCase() === prefixed.toLowerCase() ? `#${number}` : found;
  });

/** Numbers as they are meant here. */
export const ours = (text: string, repository: string): string => renumbered(text, repository, 'proceed');

/** Numbers as they are meant there. */
export const theirs = (text: string, repository: string): string => renumbered(text, 'proceed', repository);
