import { useEffect, useEffectEvent, useState } from 'react';
import type { ReactNode } from 'react';
import { TextField } from './text-field.tsx';

const RESTS = 250;

/** Words by which a list is narrowed. They are asked for once the fingers rest, and follow `asked` when it changes elsewhere. */
export const WordsField = ({
  label,
  asked,
  onAsk,
  autoFocus = false,
}: {
  readonly label: string;
  readonly asked: string;
  readonly onAsk: (words: string) => void;
  readonly autoFocus?: boolean;
}): ReactNode => {
  const [words, setWords] = useState(asked);
  const [shown, setShown] = useState(asked);
  // Another address, from ⌘K or back: its words, unless they are what was just typed.
  if (shown !== asked) {
    setShown(asked);
    if (asked !== words.trim()) setWords(asked);
  }
  const ask = useEffectEvent(() => {
    if (words.trim() !== asked) onAsk(words.trim());
  });
  useEffect(() => {
    const timer = setTimeout(() => ask(), RESTS);
    return () => clearTimeout(timer);
  }, [words]);
  return <TextField label={label} value={words} onChange={setWords} autoFocus={autoFocus} />;
};
