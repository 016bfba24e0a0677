export interface TextPart {
  readonly text: string;
  readonly changed: boolean;
}

/** Two texts, each with what the other has otherwise: what both begin and end with is the same, by words. */
export const apart = (one: string, other: string): readonly [readonly TextPart[], readonly TextPart[]] => {
  const [first, second] = [wordsOf(one), wordsOf(other)];
  const most = Math.min(first.length, second.length);
  let begin = 0;
  while (begin < most && first[begin] === second[begin]) begin += 1;
  let end = 0;
  while (end < most - begin && first.at(-1 - end) === second.at(-1 - end)) end += 1;
  return [partsOf(first, begin, end), partsOf(second, begin, end)];
};

/** Words and what stands between them; joined, they are the text. */
const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_]/gu) ?? [];

const partsOf = (words: readonly string[], begin: number, end: number): readonly TextPart[] => {
  const till = words.length - end;
  const parts = [
    { text: words.slice(0, begin).join(''), changed: false },
    { text: words.slice(begin, till).join(''), changed: true },
    { text: words.slice(till).join(''), changed: false },
  ];
  return parts.filter(({ text }) => text !== '');
};
