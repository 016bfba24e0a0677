import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { Problem } from '#web/api/problem.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Progress } from '#web/ui/progress.tsx';

/** What was asked of the server and takes a while. */
interface Job {
  readonly state: 'waiting' | 'working' | 'done' | 'cancelled' | 'failed';
  readonly progress: { readonly done: number; readonly total: number };
  readonly failure: { readonly message: string } | null;
}

interface Words {
  /** That one may leave the page meanwhile. */
  readonly leave?: string;
  readonly cancel: string;
  readonly cancelled: string;
  readonly failed: string;
  readonly another: string;
}

const LOOK_EVERY = 500;

/** How far a job is, until it is cancelled; when it has ended, what it came to. */
export const WatchedJob = <J extends Job>({
  asked: { data, error, refetch },
  cancel,
  words,
  doing,
  again,
  children,
}: {
  readonly asked: { readonly data: J | undefined; readonly error: Problem | null; readonly refetch: () => unknown };
  readonly cancel: { readonly act: () => void; readonly busy: boolean; readonly problem: Problem | null };
  readonly words: Words;
  readonly doing: (job: J) => string;
  /** Where one begins another. */
  readonly again: string;
  readonly children: (job: J) => ReactNode;
}): ReactNode => {
  const ended = data !== undefined && data.state !== 'waiting' && data.state !== 'working';
  useEffect(() => {
    if (ended) return undefined;
    const timer = setInterval(() => void refetch(), LOOK_EVERY);
    return () => clearInterval(timer);
  }, [ended, refetch]);
  if (!data) return error ? <ErrorNote problem={error} retry={() => void refetch()} /> : <Skeleton />;
  if (!ended)
    return (
      <>
        <Progress label={doing(data)} done={data.progress.done} total={data.progress.total} />
        {words.leave !== undefined && <p>{words.leave}</p>}
        <ErrorNote problem={cancel.problem ?? error} />
        <Buttons>
          <Button onClick={cancel.act} busy={cancel.busy}>
            {words.cancel}
          </Button>
        </Buttons>
      </>
    );
  return (
    <>
      {data.state === 'cancelled' && <p>{words.cancelled}</p>}
      {data.state === 'failed' && <p>{data.failure?.message ?? words.failed}</p>}
      {children(data)}
      <Buttons>
        <ButtonLink href={again}>{words.another}</ButtonLink>
      </Buttons>
    </>
  );
};
