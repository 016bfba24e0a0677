import { useState } from 'react';
import type { ReactNode } from 'react';
import { endingParts, followingWords } from '#kernel/protocol/ending-words.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { useNow } from '#web/ui/clock.ts';
import { locale } from '#web/ui/language.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { hoursOf, msOf } from '#web/ui/time.ts';
import { t } from './strings.ts';
import type { Today } from './today.tsx';

type WaitedItem = Today['wait'][number];

const AT_ONCE = 30;
/** Named one by one; of more it says how many. */
const NAMED = 3;

/** What happens by itself, and when; and whom it waits for. */
export const Waited = ({ wait, more }: { readonly wait: readonly WaitedItem[]; readonly more: boolean }): ReactNode => {
  const [most, setMost] = useState(AT_ONCE);
  const left = wait.length - most;
  return (
    <>
      <Rows label={t('wait')}>
        {wait.slice(0, most).map((item, index) => (
          <WaitedRow key={`${item.artifact.id} ${index}`} item={item} />
        ))}
      </Rows>
      {left > 0 && (
        <Buttons>
          <Button onClick={() => setMost(most + AT_ONCE)}>{t('showMore', { n: Math.min(AT_ONCE, left) })}</Button>
        </Buttons>
      )}
      {left <= 0 && more && <Note>{t('waitMore')}</Note>}
    </>
  );
};

const WaitedRow = ({ item }: { readonly item: WaitedItem }): ReactNode => {
  const { artifact, dueAt } = item;
  const href = addressOfArtifact(artifact.kind, artifact);
  const fate = fateOf(item);
  const now = useNow();
  return (
    <Row
      title={item.mine ? artifact.title : (item.why ?? artifact.title)}
      {...(href === null ? {} : { href })}
      sub={
        <>
          {[whoseOf(item), sharesOf(item)].filter((fact) => fact !== '').join(' · ')}
          <WorkOf asked={item.asked} />
        </>
      }
      right={
        dueAt === null
          ? t('stands')
          : t.rich(fate.goes ? 'proceeds' : msOf(dueAt) < now ? 'wasBy' : 'by', { when: <LocalTime at={dueAt} /> })
      }
      under={fate.under}
      {...(fate.goes && dueAt !== null ? { tone: 'go' } : {})}
    />
  );
};

/** "Proceeds unless blocked" goes on by itself; of all else it is said what happens otherwise. */
const fateOf = ({ ending, passed }: WaitedItem): { readonly goes: boolean; readonly under: string } => {
  const { what, unless } = endingParts(ending ?? '');
  if (what === 'Proceeds') return { goes: true, under: unless === null ? '' : t('unless', { what: unless }) };
  if (passed.length > 0) return { goes: false, under: t('reroutedFrom', { names: listed(passed) }) };
  return {
    goes: false,
    under: what === '' ? '' : t('else', { what: followingWords(ending ?? '') }),
  };
};

const whoseOf = ({ mine, artifact }: WaitedItem): string => {
  if (!mine) return t('number', { number: artifact.number });
  if (artifact.kind === 'decision') return t('yourDecision');
  return artifact.kind === 'request' ? t('yourRequest') : t('yours');
};

/** "Raj 5 of 8 h, Mere 3 of 8 h"; where no working time is owed, whom one asked. */
const sharesOf = ({ asked }: WaitedItem): string => {
  if (asked.length === 0) return t('unheard');
  const said = asked
    .slice(0, NAMED)
    .map(({ name, needMs, hadMs }) =>
      needMs === null || hadMs === null ? name : t('had', { name, had: hoursOf(hadMs), need: hoursOf(needMs) }),
    );
  const more = asked.length > NAMED ? [t('others', { n: asked.length - NAMED })] : [];
  return asked.every(({ needMs }) => needMs === null)
    ? t('youAsked', { names: listed([...said, ...more]) })
    : [...said, ...more].join(', ');
};

/** Whether whom one waits for is at work, by their calendars; else who begins first, in the reader's time. */
const WorkOf = ({ asked }: { readonly asked: WaitedItem['asked'] }): ReactNode => {
  const working = asked.filter(({ working: now }) => now);
  if (working.length === asked.length) return asked.length === 1 ? <> · {t('atWork')}</> : null;
  if (working.length > 0) return <> · {t('worksNow', { n: working.length })}</>;
  const [first] = asked
    .filter(({ worksAt }) => worksAt !== null)
    .toSorted((a, b) => msOf(a.worksAt ?? '') - msOf(b.worksAt ?? ''));
  if (!first?.worksAt) return null;
  const when = <LocalTime at={first.worksAt} />;
  return <> · {asked.length === 1 ? t.rich('worksAt', { when }) : t.rich('firstAt', { name: first.name, when })}</>;
};

const listed = (names: readonly string[]): string => new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names);
