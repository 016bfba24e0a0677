import { numbersAtHome } from '#kernel/text/addresses.ts';

const MOST = 50;
const TRAILER = /^(?:Task|Decision|Proceed|Request)s?:\s*(.+)$/gim;
const OURS = /\bproceed#(\d{1,9})\b/gi;

/**
 * What a text of a forge names here. There `#12` is the forge's own number, so ours stand in a line of their own (`Task: #142`), with a name
 * before (`proceed#142`), or as an address of this server.
 */
export const namedHere = (text: string, address: string): readonly number[] => {
  const found = new Set<number>();
  for (const [, line = ''] of text.matchAll(TRAILER))
    for (const [, number] of line.matchAll(/#(\d{1,9})\b/g)) found.add(Number(number));
  for (const [, number] of text.matchAll(OURS)) found.add(Number(number));
  for (const number of numbersAtHome(text, address)) found.add(number);
  return [...found].filter((number) => number > 0 && number <= 2_147_483_647).slice(0, MOST);
};

const THEIRS = /(?<![\p{L}\p{N}_&#/.-])(?:([\p{L}\p{N}._-]+(?:\/[\p{L}\p{N}._-]+)+))?#(\d{1,9})(?![\p{L}\p{N}_])/gu;

/** The forge’s own issues that a text of its repository names, by their numbers: `#12`, `northwind/freight#12`. */
export const issuesNamed = (text: string, repository: string): readonly string[] => {
  // What names something here is none of theirs.
  const rest = text.replace(TRAILER, '');
  const keys = [...rest.matchAll(THEIRS)].flatMap(([, of, key = '']) =>
    of === undefined || of.toLowerCase() === repository.toLowerCase() ? [String(Number(key))] : [],
  );
  return [...new Set(keys)].slice(0, MOST);
};

/** [C2] By what pieces of one intent are known: the tasks that they name here, and the issues that they name there. */
export const intentsIn = (text: string): readonly string[] => [
  ...new Set(
    [
      ...text.matchAll(
        /(?:^|[\s(])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|part of|issue|task|proceed):?\s*(#\d{1,9})\b/gi,
      ),
      ...text.matchAll(/\b(proceed#\d{1,9})\b/gi),
      ...text.matchAll(/(?:^|[\s[(])([A-Z][A-Z0-9]{1,9}-\d{1,7})\b/g),
    ].map(([, one = '']) => one.toLowerCase()),
  ),
];
