import type { ReactNode } from 'react';
import { Ends } from '#ui/protocols';
import { LocalTime } from '#web/ui/local-time.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Pill } from '#web/ui/pill.tsx';
import { useMe } from '#web/api/who.ts';
import { isRecord, statusWord, type Decision } from './decided.ts';
import { t } from './decision-strings.ts';
import { openFate } from './fate.ts';

/** The line under the title. */
export const Facts = ({ decision, pill }: { readonly decision: Decision; readonly pill: boolean }): ReactNode => {
  const { body, space } = decision;
  const record = isRecord(decision);
  return (
    <>
      {pill && (
        <Pill {...toneOf(decision)}>
          <span>
            <Fate decision={decision} />
          </span>
        </Pill>
      )}
      <span>{t('number', { number: decision.number })}</span>
      {space && (
        <a href={`/spaces/${space.slug}`} dir="auto">
          {space.name}
        </a>
      )}
      {decision.audience && <span>{t('named')}</span>}
      {!record && <span>{t.rich('by', { name: <PersonName name={decision.author.name} plain /> })}</span>}
      {!record && !decision.proposes && <span>{t(body.reversible ? 'twoWay' : 'oneWay')}</span>}
      {body.impact !== 'medium' && <span>{t(body.impact)}</span>}
      {body.urgent && <span>{t('urgent')}</span>}
      {body.reviewOn && <span>{t.rich('reviewOn', { when: <LocalTime at={`${body.reviewOn}T12:00:00Z`} form="date" /> })}</span>}
    </>
  );
};

/** Whose objections nothing proceeds against. */
export const blockers = ({ status, objections }: Decision): readonly string[] =>
  status !== 'open'
    ? []
    : [
        ...new Set(
          objections
            .filter((one) => one.status === 'open' && (one.effect === 'block' || one.effect === 'back'))
            .map(({ holder }) => holder.name),
        ),
      ];

const toneOf = (decision: Decision): { readonly tone?: 'go' | 'stop' } => {
  if (decision.status === 'open')
    return blockers(decision).length > 0 || !decision.proof?.ending.startsWith('Proceeds') ? { tone: 'stop' } : { tone: 'go' };
  if (decision.status === 'accepted') return { tone: 'go' };
  return {};
};

/** What happens and when: "Proceeds Thu 14:20 unless blocked"; afterwards what happened. */
export const Fate = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const me = useMe().actor.id;
  const { status, dueAt, proof, standing, sharedWith, author } = decision;
  const since = standing.at ?? decision.decidedAt;
  if (status === 'draft') {
    if (author.id !== me) return t('draftOf', { name: author.name });
    return sharedWith.length === 0 ? t('draftPill') : t('draftShared', { names: sharedWith.map(({ name }) => name).join(', ') });
  }
  if (status === 'open' || dueAt !== null) {
    const fate = openFate({ dueAt, ending: proof?.ending ?? '', blockers: blockers(decision) });
    if (fate.is === 'still') return t('standsStill');
    const when = <LocalTime at={fate.at} />;
    if (fate.is === 'blocked') {
      const { by, what, why } = fate;
      return t.rich(why === null ? 'blockedBy' : 'blockedFor', { names: by.join(', '), what, when, why: why ?? '' });
    }
    return <Ends sentence={proof?.ending ?? ''} when={when} />;
  }
  const word = statusWord(status);
  const successor = status === 'superseded' ? successorOf(decision) : null;
  if (successor !== null)
    return t.rich('supersededBy', {
      by: <a href={`/decisions/${successor}`}>{t('number', { number: successor })}</a>,
      when: since === null ? '' : <LocalTime at={since} form={isRecord(decision) ? 'date' : 'short'} />,
    });
  if (status === 'accepted' && decision.effectiveAt !== null)
    return t.rich('inEffect', { what: word, when: <LocalTime at={decision.effectiveAt} /> });
  return since === null
    ? word
    : t.rich('at', { what: word, when: <LocalTime at={since} form={isRecord(decision) ? 'date' : 'short'} /> });
};

/** The number of what holds in its place, for those who may see that. */
const successorOf = ({ links, standing }: Decision): number | null =>
  links.find(({ id, rel, direction }) => rel === 'supersedes' && direction === 'from' && (standing.by ?? id) === id)?.number ??
  null;
