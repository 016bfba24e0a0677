import type { ReactNode } from 'react';
import { useOutbox } from '#web/api/outbox.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { AnswerHere, isAnsweredHere } from '#web/ui/answer-here.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Mark } from '#web/ui/mark.tsx';
import { WillBeSent } from '#web/ui/notes.tsx';
import { Row } from '#web/ui/row.tsx';
import type { OwedItem } from './owed.tsx';
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
  const outbox = useOutbox();
  const href = addressOfArtifact(artifact.kind, artifact);
  const here = isAnsweredHere(artifact.kind);
  const waits = outbox.entries.some((letter) => letter.href === href && letter.state === 'waiting');
  const facts = [
    t(item.kind),
    asker === null ? null : t('askedBy', { name: asker.name }),
    t('number', { number: artifact.number }),
    t('minutesOf', { n: minutes }),
    urgent ? t('urgent') : null,
  ].filter((fact) => fact !== null);
  return (
    <Row
      title={titleOf(item)}
      {...(href === null ? {} : { href })}
      sub={facts.join(' · ')}
      right={dueAt === null ? t('stands') : t.rich('by', { when: <LocalTime at={dueAt} /> })}
      under={t('else', { what: otherwise })}
      quiet={props.quiet}
      {...(urgent ? { tone: 'stop' } : {})}
      actions={
        waits ? (
          <WillBeSent />
        ) : (
          here && (
            <Mark label={t('answerTo', { title: titleOf(item) })} expanded={unfolded} onClick={props.onUnfold}>
              {t(unfolded ? 'fold' : ACTS[item.kind])}
            </Mark>
          )
        )
      }
      below={unfolded && <AnswerHere kind={artifact.kind} number={artifact.number} asked={item.key} onClose={props.onFold} />}
    />
  );
};

const ACTS = {
  answer: 'doAnswer',
  stance: 'doStance',
  approve: 'doApprove',
  review: 'doReview',
  acknowledge: 'doAcknowledge',
  contribute: 'doContribute',
  verify: 'doVerify',
} as const satisfies Record<OwedItem['kind'], string>;

/** "answer “Who can read the backups?”" says no more than the title; "Raj objects to …" and "Would you decide …?" do. */
const titleOf = ({ why, artifact }: OwedItem): string => {
  const plain = why.endsWith(`“${artifact.title}”`) && why[0] === why[0]?.toLowerCase();
  return plain || why === '' ? artifact.title : why;
};
