import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useOutbox } from '#web/api/outbox.ts';
import type { Problem } from '#web/api/problem.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, fieldError, Note, WillBeSent } from '#web/ui/notes.tsx';
import { PointsField } from '#web/ui/points-field.tsx';
import { RankField } from '#web/ui/rank-field.tsx';
import { TextArea } from '#web/ui/text-field.tsx';
import { t } from './strings.ts';

export type Ballot = ReplyOf<'GET', '/api/runs/:id'>['ballots'][number];

interface Typed {
  readonly ranks: readonly (readonly string[])[];
  readonly points: Readonly<Record<string, number>>;
  readonly reason: string;
}

/** [R12] A ballot: the options in one's order, or with points. Offline too; what is typed is kept on the device. */
export const BallotForm = (props: {
  readonly ballot: Ballot;
  /** Of the artifact on which it runs. */
  readonly on: { readonly id: string; readonly number: number };
  readonly href: string;
}): ReactNode => {
  const { ballot, on, href } = props;
  const cast: Typed = {
    ranks: ballot.mine && 'ranks' in ballot.mine ? ballot.mine.ranks : [],
    points: ballot.mine && 'points' in ballot.mine ? ballot.mine.points : {},
    reason: '',
  };
  const draft = useDraft<Typed>(`ballot ${on.id} ${ballot.step}`, cast);
  const outbox = useOutbox();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const path = `/api/runs/${on.number}/stances`;
  const waits = outbox.entries.some((one) => one.path === path && one.state === 'waiting');
  const ranked = ballot.most === null;
  const { ranks, points, reason } = draft.value;
  const said = ranked ? ranks.length > 0 : Object.values(points).some((one) => one > 0);
  const about = (option: string): string | undefined => (option === ballot.statusQuo ? t('quo') : undefined);
  const vote = async (): Promise<void> => {
    if (busy || !said) return;
    setBusy(true);
    const outcome = await outbox.submit({
      path,
      body: {
        stance: 'agree',
        ballot: ranked ? ranks.map((rank) => [...rank]) : { ...points },
        ...(reason.trim() === '' ? {} : { reason }),
      },
      label: t('letter', { what: `#${on.number}` }),
      href,
    });
    setBusy(false);
    setProblem(outcome.status === 'refused' ? outcome.problem : null);
    if (outcome.status !== 'refused') draft.clear();
  };
  const field = {
    label: t('ballot'),
    options: ballot.options,
    about,
    error: fieldError(problem, '/ballot'),
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void vote();
      }}
    >
      {ranked ? (
        <RankField
          {...field}
          hint={t(ballot.method === 'ranked' ? 'rankHintOne' : 'rankHint')}
          equals={ballot.method === 'condorcet'}
          value={ranks}
          onChange={(next) => draft.set({ ...draft.value, ranks: next })}
        />
      ) : (
        <PointsField
          {...field}
          most={ballot.most ?? 0}
          each={ballot.method === 'score'}
          value={points}
          onChange={(next) => draft.set({ ...draft.value, points: next })}
        />
      )}
      <TextArea
        label={t('reason')}
        rows={2}
        value={reason}
        onChange={(next) => draft.set({ ...draft.value, reason: next })}
        error={fieldError(problem, '/reason')}
      />
      <ErrorNote problem={problem} shown={['/ballot', '/reason']} />
      <Buttons>
        <Button type="submit" tone="primary" busy={busy} disabled={!said}>
          {t(ballot.mine ? 'voteAgain' : 'vote')}
        </Button>
      </Buttons>
      {waits && <WillBeSent />}
      <Note>
        {t(ballot.secret ? 'secret' : 'open')} {t('counted')}
      </Note>
    </form>
  );
};
