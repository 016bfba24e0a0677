import type { ReactNode } from 'react';
import { apart, type TextPart } from './apart.ts';
import { Beside } from './beside.tsx';
import { Code } from './code.tsx';
import { Note } from './notes.tsx';
import { t } from './strings.ts';

interface OneText {
  /** Whose it is: "In the draft". */
  readonly name: string;
  readonly text: string;
  /** What is known of it: who wrote it, and why. */
  readonly about?: ReactNode;
}

/** Two texts for one place, side by side; the words in which they differ are marked. */
export const TwoTexts = ({ first, second }: { readonly first: OneText; readonly second: OneText }): ReactNode => {
  const [one, other] = apart(first.text, second.text);
  return <Beside first={<Side of={first} parts={one} />} second={<Side of={second} parts={other} />} />;
};

const Side = ({ of: { name, text, about }, parts }: { readonly of: OneText; readonly parts: readonly TextPart[] }): ReactNode => (
  <>
    <Note>
      {name}
      {about}
    </Note>
    <Code label={name}>{text === '' ? t('takenOut') : parts}</Code>
  </>
);
