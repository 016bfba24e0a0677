import retextEnglish from 'retext-english';
import retextEquality from 'retext-equality';
import retextPassive from 'retext-passive';
import retextReadability from 'retext-readability';
import retextRepeatedWords from 'retext-repeated-words';
import retextSimplify from 'retext-simplify';
import { unified } from 'unified';
import { proseOf } from './prose.ts';
import type { Remark } from './remark.ts';

/** Hard for somebody of eighteen who reads English as they do at school; and only where most measures agree. */
const READER = { age: 18, threshold: 5 / 7, minWords: 10 } as const;

const processor = unified()
  .use(retextEnglish)
  .use(retextRepeatedWords)
  .use(retextSimplify)
  .use(retextPassive)
  .use(retextEquality)
  .use(retextReadability, READER)
  .use(function silent() {
    this.compiler = () => '';
  })
  .freeze();

const KIND: Readonly<Record<string, readonly [kind: string, why: string]>> = {
  'retext-repeated-words': ['repeated', 'The word stands twice.'],
  'retext-simplify': ['wordy', 'A shorter word says the same, and is known to more people.'],
  'retext-passive': ['passive', 'It does not say who. Whoever reads it later has to ask.'],
  'retext-equality': ['excluding', 'Some readers will not feel meant, or will stumble over it.'],
  'retext-readability': ['hard', 'This sentence is hard to read for people whose first language is another.'],
};

/** What can be misread where nobody sees a face. */
const TONE: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:obviously|clearly|of course|as everybody knows|trivial(?:ly)?)\b/gi,
    'To whom it is not obvious, this says that they should have known.',
  ],
  [/\b(?:just|simply) (?:do|use|add|fix|change|ask|read|look)\b/gi, 'It sounds as if it were no work.'],
  [
    /\b(?:as (?:I|we) (?:already )?(?:said|mentioned|told you)|per my last (?:mail|message|email)|again,)/gi,
    'It can be read as a reproach.',
  ],
  [/\bwhy (?:did|would|do) you\b/gi, 'It can be read as a reproach. What did you want to know?'],
  [/!{2,}|\?!|\?{2,}/g, 'It reads as shouting.'],
  [/(?<![\p{L}\p{N}_-])(?:\p{Lu}{4,}[ ,]+){2,}\p{Lu}{3,}/gu, 'Capitals read as shouting.'],
  [/\b(?:you always|you never|nobody ever|everyone else)\b/gi, 'It is rarely true, and puts people on the defence.'],
];

/** What the words of an English text make hard for those who read it later, alone. */
export const wordRemarks = (markdown: string): readonly Remark[] => {
  const prose = proseOf(markdown);
  const file = processor.processSync(prose);
  const found: Remark[] = [];
  for (const { source, line, actual, expected } of file.messages) {
    const [kind, why] = KIND[source ?? ''] ?? [];
    if (kind === undefined || why === undefined) continue;
    const instead = (expected ?? []).filter((one) => one !== 'remove').slice(0, 3);
    // “It is” is long only where there is something shorter to say.
    if (kind === 'wordy' && instead.length === 0) continue;
    const quote = (actual ?? '').replace(/\s+/g, ' ').trim();
    found.push({
      kind,
      line: line ?? null,
      quote: quote.slice(0, 200),
      why,
      instead,
    });
  }
  for (const [pattern, why] of TONE)
    for (const match of prose.matchAll(pattern))
      found.push({
        kind: 'tone',
        line: prose.slice(0, match.index).split('\n').length,
        quote: match[0].trim(),
        why,
        instead: [],
      });
  return found;
};
