import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Problem } from '#web/api/problem.ts';
import { queryClient } from '#web/api/reading.ts';
import { ability, isSubscribed, onPermission, permission, turnOff, turnOn } from '#web/api/told-here.ts';
import type { Turned } from '#web/api/told-here.ts';
import { Checkbox } from '#web/ui/choice-field.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import type { ProblemLike } from '#web/ui/notes.tsx';
import { t } from './notices-strings.ts';

/** Whether one is told on this device: the browser's state in plain words, and the switch where there is one. */
export const ToldHere = (props: { readonly pushKey: string; readonly device: string | null }): ReactNode => {
  const able = ability();
  const [allowed, setAllowed] = useState(permission);
  const [subscribed, setSubscribed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemLike | null>(null);
  useEffect(() => {
    const look = (): void => {
      setAllowed(permission());
      void isSubscribed().then(setSubscribed, () => undefined);
    };
    look();
    return onPermission(look);
  }, [props.device]);

  if (able !== 'able') return <Note>{t(CANNOT[able])}</Note>;
  const on = props.device !== null && subscribed && allowed === 'granted';
  const turn = async (to: boolean): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      if (to) setProblem(problemOf(await turnOn(props.pushKey)));
      else await turnOff(props.device);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setAllowed(permission());
      setSubscribed(await isSubscribed().catch(() => false));
      await queryClient.invalidateQueries();
      setBusy(false);
    }
  };
  return (
    <>
      {allowed === 'denied' ? (
        <Note>{t('denied')}</Note>
      ) : (
        <Checkbox
          label={busy ? t('turning') : t('here')}
          hint={on ? t('hereOn') : t('hereOff')}
          checked={on}
          onChange={(to) => void turn(to)}
        />
      )}
      <ErrorNote problem={problem} />
    </>
  );
};

const CANNOT = { insecure: 'insecure', 'from-home-screen': 'fromHomeScreen', unable: 'unable' } as const;

const problemOf = (turned: Turned): ProblemLike | null => {
  if (turned === 'unanswered') return { code: turned, title: t('unanswered'), detail: t('unansweredText') };
  // What was denied is said in the place of the switch.
  return turned === 'unreachable' ? { code: turned, title: t('unreachable'), detail: t('unreachableText') } : null;
};
