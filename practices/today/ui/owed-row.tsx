import type { ReactNode } from 'react';
import { useOutbox } from '#web/api/outbox.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { AnswerHere, isAnsweredHere } from '#web/ui/answer-here.tsx';
import { useNow } from '#web/ui/clock.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { WillBeSent } from '#web/ui/notes.tsx';
import { Row, RowAct } from '#web/ui/row.tsx';
import { msOf } from '#web/ui/time.ts';
import { ANSWER_KEY, type OwedItem } from './owed-item.ts';
import { t } from './strings.ts';

/** One thing that is owed: why, until when, and what happens otherwise. Unfolded it is answered here. */
export const OwedRow = (props: {
  readonly item: OwedItem;
  /** It does not fit now. */
  readonly quiet: boolean;
  readonly unfolded: boolean;
  readonly onUnfold: () => void;
  readonly onFold: () => void;
}): ReactNode => {
  const { item, unfolded } = props;
  const { artifact, asker, dueAt, minutes, otherwise, urgent } = item;
  const now = useNow();
  const outbox = useOutbox();
  const href = addressOfArtifact(artifact.kind, artifact);
  const act = t(item.kind);
  const waits = outbox.entries.some((letter) => letter.href === href && letter.state === 'waiting');
  const facts = [
    asker === null ? null : t('askedBy', { name: asker.name }),
    t('number', { number: artifact.number }),
    t('minutesOf', { n: minutes }),
    urgent ? t('urgent') : null,
  ].filter((fact) => fact !== null);
  return (
    <Row
      title={titleOf(item)}
      {...(href === null ? {} : { href })}
      sub={
        <>
          {isAnsweredHere(artifact.kind) && !waits ? (
            <RowAct
              label={t('actOn', { act, title: titleOf(item) })}
              keyHint={ANSWER_KEY}
              expanded={unfolded}
              onClick={props.onUnfold}
            >
              {act}
            </RowAct>
          ) : (
            act
          )}
          {/* A line ends with the dot rather than begin with it. */}
          {facts.map((fact) => `\u00A0· ${fact}`).join('')}
        </>
      }
      right={dueAt === null ? t('stands') : t.rich(msOf(dueAt) < now ? 'wasBy' : 'by', { when: <LocalTime at={dueAt} /> })}
      under={t('else', { what: otherwise })}
      quiet={props.quiet}
      {...(urgent ? { tone: 'stop' } : {})}
      actions={waits && <WillBeSent />}
      below={unfolded && <AnswerHere kind={artifact.kind} number={artifact.number} asked={item.key} onClose={props.onFold} />}
    />
  );
};

/** "answer “Who can read the backups?”" says no more than the title; "Raj objects to …" and "Would you decide …?" do. */
const titleOf = ({ why, artifact }: OwedItem): string => {
  const plain = why.endsWith(`“${artifact.title}”`) && why[0] === why[0]?.toLowerCase();
  return plain || why === '' ? artifact.title : why;
};
