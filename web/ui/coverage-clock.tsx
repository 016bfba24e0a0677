import type { ReactNode } from 'react';
import { useNow } from './clock.ts';
import { locale } from './language.ts';
import { useReaderZone } from './reader.ts';
import { t } from './strings.ts';
import { clockTime, DAY, msOf, wallOf } from './time.ts';
import type { Moment } from './time.ts';
import styles from './coverage-clock.module.css';

/** A stretch of one day and who works in it. */
export interface CoverageSlot {
  readonly from: Moment;
  readonly to: Moment;
  readonly names: readonly string[];
}

const CENTRE = 108;
const [INNER, OUTER] = [62, 90];

/** The 24 hours of a day in the reader's zone as a ring: the fuller, the more people work; open where nobody does. `slots` cover the day. */
export const CoverageClock = (props: { readonly slots: readonly CoverageSlot[] }): ReactNode => {
  const zone = useReaderZone();
  const at = useNow();
  const most = Math.max(1, ...props.slots.map((slot) => slot.names.length));
  const gaps = props.slots.filter((slot) => slot.names.length === 0);
  return (
    <figure className={styles.figure}>
      <svg className={styles.clock} viewBox="0 0 216 216" role="img" aria-label={t('coverageLabel')}>
        {props.slots.map((slot) => (
          <path
            key={slot.from}
            className={slot.names.length === 0 ? styles.none : styles.some}
            d={ring(turnOf(slot.from, zone), Math.min(1, (msOf(slot.to) - msOf(slot.from)) / DAY))}
            opacity={slot.names.length === 0 ? 1 : 0.25 + (0.75 * slot.names.length) / most}
          >
            <title>{`${clockTime(slot.from, zone)}–${clockTime(slot.to, zone)}: ${namesOf(slot)}`}</title>
          </path>
        ))}
        {[0, 3, 6, 9, 12, 15, 18, 21].map((hour) => {
          const [x, y] = point(hour / 24, OUTER + 11);
          return (
            <text key={hour} x={x} y={y}>
              {hour}
            </text>
          );
        })}
        <Hand turn={turnOf(at, zone)} />
        <text className={styles.centre} x={CENTRE} y={CENTRE}>
          {clockTime(at, zone)}
        </text>
      </svg>
      <figcaption className={styles.words}>
        {gaps.length === 0 ? (
          <p>{t('alwaysSomebody')}</p>
        ) : (
          gaps.map((gap) => (
            <p key={gap.from} className={styles.gap}>
              {t('nobodyWorks', { from: clockTime(gap.from, zone), to: clockTime(gap.to, zone) })}
            </p>
          ))
        )}
        <ul className={styles.list}>
          {props.slots
            .filter((slot) => slot.names.length > 0)
            .map((slot) => (
              <li key={slot.from}>
                <span className={styles.hours}>{`${clockTime(slot.from, zone)}–${clockTime(slot.to, zone)}`}</span>
                <span>{namesOf(slot)}</span>
              </li>
            ))}
        </ul>
      </figcaption>
    </figure>
  );
};

const Hand = ({ turn }: { readonly turn: number }): ReactNode => {
  const [[x1, y1], [x2, y2]] = [point(turn, INNER - 6), point(turn, OUTER + 3)];
  return <line className={styles.hand} x1={x1} y1={y1} x2={x2} y2={y2} />;
};

const NAMED = 3;
const namesOf = (slot: CoverageSlot): string =>
  slot.names.length === 0
    ? t('nobody')
    : slot.names.length > NAMED
      ? t('peopleWorking', { n: slot.names.length })
      : new Intl.ListFormat(locale(), { type: 'conjunction' }).format(slot.names);

/** Part of the day that has passed at an instant: 0 at midnight, on top; 0.5 at noon. */
const turnOf = (at: Moment, zone: string): number => {
  const wall = wallOf(at, zone).slice(11);
  return (Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5))) / 1440;
};

const point = (turn: number, radius: number): readonly [number, number] => {
  const angle = (turn - 0.25) * 2 * Math.PI;
  return [round(CENTRE + Math.cos(angle) * radius), round(CENTRE + Math.sin(angle) * radius)];
};
const round = (value: number): number => Math.round(value * 100) / 100;

const GAP = 0.0018;

/** A piece of the ring, with a hair of room before the next. */
const ring = (start: number, length: number): string => {
  const end = start + Math.min(length, 0.9999) - (length < 1 ? GAP : 0);
  const wide = length > 0.5 ? 1 : 0;
  const [a, b, c, d] = [point(start, OUTER), point(end, OUTER), point(end, INNER), point(start, INNER)];
  return `M${a.join(' ')}A${OUTER} ${OUTER} 0 ${wide} 1 ${b.join(' ')}L${c.join(' ')}A${INNER} ${INNER} 0 ${wide} 0 ${d.join(' ')}Z`;
};
