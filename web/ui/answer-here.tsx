import { createElement, lazy, Suspense } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { ErrorNote, Skeleton } from './notes.tsx';
import type { AnswerProps, Screens } from './screens.ts';

const answers = new Map<string, ComponentType<AnswerProps>>();

/** The shell tells how what is asked about each kind of artifact is answered in place. */
export const rememberAnswers = (screens: readonly Screens[]): void => {
  for (const screen of screens)
    for (const [kind, load] of Object.entries(screen.answers ?? {})) answers.set(kind, loadedBy(kind, load));
};

/** Out of reach when it is first unfolded, it is asked for again the next time. */
const loadedBy = (kind: string, load: NonNullable<Screens['answers']>[string]): ComponentType<AnswerProps> =>
  lazy(() =>
    load().then(
      ({ Answer }) => ({ default: Answer }),
      () => {
        answers.set(kind, loadedBy(kind, load));
        return { default: OutOfReach };
      },
    ),
  );
const OutOfReach = (): ReactNode => <ErrorNote problem={{ code: 'offline' }} />;

/** Whether what is asked about such an artifact is answered in place, or only on its own page. */
export const isAnsweredHere = (kind: string): boolean => answers.has(kind);

/** Answers below a row what is asked about the row's artifact. */
export const AnswerHere = ({ kind, ...props }: AnswerProps & { readonly kind: string }): ReactNode => {
  const answer = answers.get(kind);
  return answer ? <Suspense fallback={<Skeleton lines={3} />}>{createElement(answer, props)}</Suspense> : null;
};
