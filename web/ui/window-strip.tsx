import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { capital } from './capital.ts';
import { classes } from './classes.ts';
import { useReaderZone } from './reader.ts';
import { t } from './strings.ts';
import { Button, Buttons } from './button.tsx';
import { apart, dayLabels, foremost, piecesOf, scaleOf } from './strip-layout.ts';
import type { Piece, StripSpan } from './strip-layout.ts';
import { clockTime, DAY, dayOfMonth, fullMoment, hoursOf, msOf, shortMoment, weekday } from './time.ts';
import type { Moment } from './time.ts';
import styles from './window-strip.module.css';

export interface StripSeat {
  readonly name: string;
  /** "Berlin", and their clock now, "12:04". */
  readonly place: string;
  readonly localTime: string;
  readonly zone?: string;
  /** Working time and leave within the strip; the rest is night. */
  readonly spans: readonly StripSpan[];
  /** Working time they have had and must have, in milliseconds; `needMs` 0 asks for none. */
  readonly hadMs: number;
  readonly needMs: number;
  /** Instead of "5/8 h": "on leave → Mere 3/8 h", "agreed". */
  readonly note?: string;
  /** What they did and what reached them. */
  readonly marks?: readonly StripMark[];
}

export interface StripMark {
  readonly key: number;
  readonly at: Moment;
  /** "objects" */
  readonly label: string;
  readonly tone?: 'go' | 'stop' | undefined;
  /** The one that is looked at. */
  readonly current?: boolean;
  /** It has not happened yet. */
  readonly later?: boolean;
}

export interface WindowStripProps {
  /** "Why Thursday 14:20" */
  readonly title: ReactNode;
  /** "everyone in platform gets 48 h and at least 8 of their working hours" */
  readonly why?: ReactNode;
  readonly seats: readonly StripSeat[];
  readonly from: Moment;
  readonly to: Moment;
  readonly now: Moment;
  /** Null while the clock stands still. */
  readonly endsAt: Moment | null;
  /** What happens then, a verb: "proceeds". */
  readonly ends?: string;
  /** Where it ended before it moved. */
  readonly wasAt?: Moment | null;
  /** Instead of "now": of a story that is told. */
  readonly nowWord?: string;
  readonly onMark?: (key: number) => void;
}

const ROW = 35;
const STACKED_ROW = 44;
const TOP = 20;
const BOTTOM = 22;
const BAR = 15;
const NARROW = 520;
/** More lanes than this push the document out of sight: the foremost are shown, and the rest at a press. */
const MOST = 12;
const FOREMOST = 8;
/** From here on a day's name says too little. */
const LONG = 9 * DAY;

/** Why a window ends when it ends: a lane for each participant, with the working time they have had and have yet to get. */
export const WindowStrip = (props: WindowStripProps): ReactNode => {
  const figure = useRef<HTMLElement>(null);
  const width = useWidth(figure, 680) - 42;
  const stacked = width < NARROW;
  const row = stacked ? STACKED_ROW : ROW;
  const [all, setAll] = useState(false);
  const many = props.seats.length > MOST;
  const seats = many && !all ? foremost(props.seats, FOREMOST) : props.seats;
  return (
    <figure ref={figure} className={classes(styles.strip, stacked && styles.stacked)}>
      <figcaption className={styles.head}>
        <h2 className={styles.title}>{props.title}</h2>
        {props.why && <span className={styles.why}>{props.why}</span>}
      </figcaption>
      <div
        className={styles.grid}
        style={{ gridTemplateRows: `${TOP}px repeat(${seats.length}, ${row}px) ${BOTTOM}px` }}
        aria-hidden="true"
      >
        {seats.map((seat, index) => (
          <SeatWords key={index} seat={seat} row={index + 2} />
        ))}
        <Lanes {...props} seats={seats} row={row} offset={stacked ? 18 : 0} />
      </div>
      {many && (
        <Buttons>
          <Button tone="quiet" expanded={all} onClick={() => setAll(!all)}>
            {all ? t('fewerSeats') : t('allSeats', { n: props.seats.length })}
          </Button>
        </Buttons>
      )}
      <StripTable {...props} />
    </figure>
  );
};

const SeatWords = ({ seat, row }: { readonly seat: StripSeat; readonly row: number }): ReactNode => {
  const full = seat.note === undefined && seat.needMs > 0 && seat.hadMs >= seat.needMs;
  return (
    <div className={styles.seat} style={{ gridRow: row }}>
      <div className={styles.who} style={{ gridRow: row }}>
        <bdi className={styles.name} title={seat.name}>
          {seat.name}
        </bdi>
        <span className={styles.place}>{t('localTime', { place: seat.place, time: seat.localTime })}</span>
      </div>
      <div className={classes(styles.note, full && styles.full)} style={{ gridRow: row }}>
        {noteOf(seat)}
      </div>
    </div>
  );
};

const noteOf = (seat: StripSeat): string =>
  seat.note ??
  (seat.needMs > 0 ? t('hadOf', { had: hoursOf(Math.min(seat.hadMs, seat.needMs)), need: hoursOf(seat.needMs) }) : '');

const Lanes = (props: WindowStripProps & { readonly row: number; readonly offset: number }): ReactNode => {
  const zone = useReaderZone();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 420);
  const hatch = useId();
  const scale = scaleOf(props.from, props.to, width);
  const height = TOP + props.seats.length * props.row + BOTTOM;
  const inside = (at: Moment | null): number | null =>
    at === null || msOf(at) < msOf(props.from) || msOf(at) > msOf(props.to) ? null : scale(at);
  const [now, end] = [inside(props.now), inside(props.endsAt)];
  const words = apart(now, end, width);
  const foot = height - 7;
  const long = msOf(props.to) - msOf(props.from) > LONG;
  const was = inside(props.wasAt ?? null);
  return (
    <div ref={box} className={styles.picture} style={{ gridRow: `1 / span ${props.seats.length + 2}` }}>
      <svg className={styles.svg} viewBox={`0 0 ${width} ${height}`}>
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line className={styles.hatch} x1="0" y1="0" x2="0" y2="6" />
          </pattern>
        </defs>
        {props.seats.map((seat, index) => {
          const y = TOP + index * props.row + props.offset + (props.row - props.offset - BAR) / 2;
          return (
            <g key={index}>
              <rect className={styles.lane} x={0} y={y} width={width} height={BAR} rx={3} />
              {piecesOf(seat.spans, scale, props.now).map((piece) => (
                <PieceBar key={`${piece.x} ${piece.look}`} piece={piece} y={y} seat={seat} hatch={hatch} />
              ))}
              {seat.marks
                ?.filter(({ at }) => inside(at) !== null)
                .map((mark) => (
                  <Mark key={mark.key} mark={mark} x={scale(mark.at)} y={y + BAR / 2} seat={seat} onMark={props.onMark} />
                ))}
            </g>
          );
        })}
        {dayLabels(props.from, props.to, width, zone).map((day) => (
          <text key={day.at} x={day.x + (day.begins ? 0 : 1)} y={10} textAnchor={day.begins ? 'middle' : 'start'}>
            {(long ? dayOfMonth : weekday)(Math.max(day.at, msOf(props.from)), zone)}
          </text>
        ))}
        {now !== null && <line className={styles.now} x1={now} x2={now} y1={15} y2={height - BOTTOM + 2} />}
        {words.now && (
          <text x={words.now.x} y={foot} textAnchor={words.now.anchor}>
            {props.nowWord ?? t('now')}
          </text>
        )}
        {was !== null && <line className={styles.was} x1={was} x2={was} y1={15} y2={height - BOTTOM + 2} />}
        {end !== null && <line className={styles.end} x1={end} x2={end} y1={15} y2={height - BOTTOM + 2} />}
        {words.end && props.endsAt !== null && (
          <text className={styles.endLabel} x={words.end.x} y={foot} textAnchor={words.end.anchor}>
            {t('ends', { verb: props.ends ?? 'proceeds', when: clockTime(props.endsAt, zone) })}
          </text>
        )}
      </svg>
    </div>
  );
};

const PieceBar = ({
  piece,
  y,
  seat,
  hatch,
}: {
  readonly piece: Piece;
  readonly y: number;
  readonly seat: StripSeat;
  readonly hatch: string;
}): ReactNode => {
  const [from, to] = [shortMoment(piece.span.from, seat.zone), clockTime(piece.span.to, seat.zone)];
  return (
    <rect
      className={piece.look === 'away' ? undefined : styles[piece.look]}
      fill={piece.look === 'away' ? `url(#${hatch})` : undefined}
      x={piece.x}
      y={y}
      width={piece.width}
      height={BAR}
      rx={3}
    >
      <title>{`${seat.name}: ${wordsOf(piece, from, to)}`}</title>
    </rect>
  );
};

const wordsOf = ({ span, look }: Piece, from: string, to: string): string =>
  span.kind === 'holiday' ? (span.name ?? t('holiday')) : t(look === 'away' ? 'leaveSpan' : 'workingSpan', { from, to });

const Mark = (props: {
  readonly mark: StripMark;
  readonly x: number;
  readonly y: number;
  readonly seat: StripSeat;
  readonly onMark: ((key: number) => void) | undefined;
}): ReactNode => {
  const { mark, x, y, seat, onMark } = props;
  return (
    <circle
      className={classes(
        styles.mark,
        mark.tone && styles[mark.tone],
        mark.current && styles.current,
        mark.later && styles.later,
        onMark && styles.pressed,
      )}
      cx={x}
      cy={y}
      r={mark.current ? 6 : 4}
      onClick={onMark && (() => onMark(mark.key))}
    >
      <title>{t('mark', { name: seat.name, label: mark.label, when: shortMoment(mark.at) })}</title>
    </circle>
  );
};

/** The same in words, for those who hear the page. */
const StripTable = (props: WindowStripProps): ReactNode => (
  <div className="visually-hidden">
    <table>
      <caption>
        {t('stripLabel', { n: props.seats.length, from: fullMoment(props.from), to: fullMoment(props.to) })}
        {props.endsAt !== null && ` ${capital(t('ends', { verb: props.ends ?? 'proceeds', when: fullMoment(props.endsAt) }))}.`}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('person')}</th>
          <th scope="col">{t('localNow')}</th>
          <th scope="col">{t('hadWorking')}</th>
          <th scope="col">{t('note')}</th>
        </tr>
      </thead>
      <tbody>
        {props.seats.map((seat, index) => (
          <tr key={index}>
            <th scope="row">{seat.name}</th>
            <td>{t('localTime', { place: seat.place, time: seat.localTime })}</td>
            <td>{seat.needMs > 0 ? t('hadOf', { had: hoursOf(seat.hadMs), need: hoursOf(seat.needMs) }) : ''}</td>
            <td>{seat.note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** The width in pixels, so that text keeps its size whatever the room. */
const useWidth = (element: RefObject<HTMLElement | null>, before: number): number => {
  const [width, setWidth] = useState(before);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const measure = (): void => setWidth(Math.max(120, Math.floor(box.getBoundingClientRect().width)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return width;
};
