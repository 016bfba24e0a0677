import { useEffect, useState } from 'react';
import { ask, type Answer, type AnswerOf, type Question } from './engine.ts';

interface Asked<T extends Answer['to']> {
  readonly answer: AnswerOf<T> | null;
  /** The kernel could not be loaded, or met something that it should not. */
  readonly failed: boolean;
}

/**
 * What the kernel says to a question; asked anew when the question is another, after a pause, and what was said before stays until then.
 * Null asks nothing.
 */
export const useEngine = <T extends Answer['to']>(to: T, question: Question | null, pause = 0): Asked<T> => {
  const [asked, setAsked] = useState<Asked<T>>({ answer: null, failed: false });
  const key = question && JSON.stringify(question);
  useEffect(() => {
    if (key === null) return;
    let over = false;
    const timer = setTimeout(() => {
      const again: Question = JSON.parse(key);
      ask(to, again).then(
        (answer) => {
          if (!over) setAsked({ answer, failed: false });
        },
        () => {
          if (!over) setAsked(({ answer }) => ({ answer, failed: true }));
        },
      );
    }, pause);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [to, key, pause]);
  return asked;
};
