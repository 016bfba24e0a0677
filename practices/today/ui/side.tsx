import type { ReactNode } from 'react';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { useNow } from '#web/ui/clock.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Section } from '#web/ui/page.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { clockTime, DAY, lengthOf, msOf, placeOf } from '#web/ui/time.ts';
import { t } from './strings.ts';
import type { Today } from './today.tsx';

/** Where people are in their day, and what came to an end while the reader was away. */
export const Side = ({ today }: { readonly today: Today }): ReactNode => (
  <>
    {today.clock.length > 0 && (
      <Section title={t('clock')} bare>
        <Lines label={t('clock')}>
          {today.clock.map((one) => (
            <Line key={one.id} now={one.working}>
              <Standing one={one} />
            </Line>
          ))}
        </Lines>
      </Section>
    )}
    {today.decided.length > 0 && (
      <Section title={t('decided')} bare>
        <Ended label={t('decided')} items={today.decided} />
      </Section>
    )}
    {today.answered.length > 0 && (
      <Section title={t('answered')} bare>
        <Ended label={t('answered')} items={today.answered} />
      </Section>
    )}
  </>
);

/** On a phone: who is at work now, and whether something came to an end. */
export const SideLine = ({ today }: { readonly today: Today }): ReactNode => {
  const now = useNow();
  const working = today.clock.filter(({ working: at }) => at);
  const places = (working.length > 0 ? working : today.clock)
    .slice(0, 2)
    .map(({ zone }) => t('clockAt', { place: placeOf(zone), time: clockTime(now, zone) }));
  const ended = today.decided.length + today.answered.length;
  return [...places, ...(ended > 0 ? [t('someEnded', { n: ended })] : [])].join(' · ');
};

const Standing = ({ one }: { readonly one: Today['clock'][number] }): ReactNode => {
  const now = useNow();
  const place = placeOf(one.zone);
  if (one.working) return t('clockAt', { place, time: clockTime(now, one.zone) });
  if (one.until === null) return t('notKnown', { place });
  const left = msOf(one.until) - now;
  if (left < DAY / 2) return t('beginsIn', { place, time: lengthOf(Math.max(0, left)) });
  return t.rich('beginsAt', { place, when: <LocalTime at={one.until} /> });
};

type EndedItem = Pick<Today['decided'][number], 'artifact' | 'at'> & { readonly byDefault?: boolean };

const Ended = (props: { readonly label: string; readonly items: readonly EndedItem[] }): ReactNode => (
  <Lines label={props.label}>
    {props.items.map((item) => {
      const { artifact, at } = item;
      const title = t('titled', { number: artifact.number, title: artifact.title });
      const href = addressOfArtifact(artifact.kind, artifact);
      return (
        <Line key={artifact.id} now under={t.rich(wordOf(item), { when: <LocalTime at={at} /> })}>
          {href === null ? title : <a href={href}>{title}</a>}
        </Line>
      );
    })}
  </Lines>
);

const ENDINGS = new Set(['accepted', 'rejected', 'lapsed'] as const);

const wordOf = ({ artifact, byDefault }: EndedItem) => {
  if (artifact.kind === 'request') return artifact.status === 'lapsed' ? 'lapsed' : 'wasAnswered';
  if (artifact.status === 'accepted' && byDefault) return 'proceeded';
  return [...ENDINGS].find((one) => one === artifact.status) ?? 'closed';
};
