import type { ReactNode } from 'react';
import type { Line } from '#kernel/protocol/lines.ts';
import { Note } from '#web/ui/notes.tsx';
import { clockTime, placeOf, shortMoment } from '#web/ui/time.ts';
import { WindowStrip, type StripSeat } from '#web/ui/window-strip.tsx';
import { Because } from './because.tsx';
import { kindWords, toneOf } from './line-words.ts';
import { t } from './strings.ts';
import type { Frame, Lane } from './telling.ts';

/** One moment of a story: everybody's days, what reached them and what they did, and the end, where it stands now and where it stood before. */
export const Picture = (props: {
  readonly frame: Frame;
  readonly lines: readonly Line[];
  readonly index: number;
  readonly onStep: (line: number) => void;
}): ReactNode => {
  const { frame, lines, index } = props;
  const line = lines[index];
  if (!line) return null;
  const begun = frame.lanes.some(({ asked }) => asked);
  const who = line.actor === undefined ? '' : `${line.actor} `;
  return (
    <>
      <WindowStrip
        title={`${shortMoment(line.at)} · ${who}${kindWords(line)}`}
        why={<Because text={line.because} />}
        seats={frame.lanes.map((lane) => seatOf(lane, begun, frame.at, lines, index))}
        from={frame.from}
        to={frame.to}
        now={frame.at}
        nowWord={t('thisMoment')}
        endsAt={frame.endsAt}
        wasAt={frame.wasAt}
        ends={t(frame.ending === null ? 'ended' : 'proceeds')}
        onMark={props.onStep}
      />
      {frame.hidden > 0 && <Note>{t('hidden', { n: frame.hidden })}</Note>}
    </>
  );
};

const seatOf = (lane: Lane, begun: boolean, at: number, lines: readonly Line[], index: number): StripSeat => {
  const note = begun ? noteOf(lane) : '';
  return {
    name: lane.name,
    place: placeOf(lane.zone),
    localTime: clockTime(at, lane.zone),
    zone: lane.zone,
    spans: lane.stretches,
    hadMs: lane.hadMs,
    needMs: lane.needMs,
    ...(note === null ? {} : { note }),
    marks: near(lane.marks, index).map(({ line, at: when, kind }) => {
      const told = lines[line];
      return {
        key: line,
        at: when,
        label: kindWords({ kind }),
        tone: told && toneOf(told),
        current: line === index,
        later: line > index,
      };
    }),
  };
};

/** A lane shows so many of its marks at once, those around the moment that is looked at: a story may have thousands. */
const MOST_MARKS = 80;

const near = (marks: Lane['marks'], index: number): Lane['marks'] => {
  if (marks.length <= MOST_MARKS) return marks;
  const here = marks.findIndex(({ line }) => line >= index);
  const from = Math.max(0, Math.min((here < 0 ? marks.length : here) - MOST_MARKS / 2, marks.length - MOST_MARKS));
  return marks.slice(from, from + MOST_MARKS);
};

const SAID: Readonly<Record<string, string>> = {
  agree: t('saidAgree'),
  object: t('saidObject'),
  abstain: t('saidAbstain'),
  answer: t('answered'),
  answered: t('answered'),
  excused: t('excused'),
  stale: t('stale'),
  lapsed: t('lapsed'),
  withdrawn: t('withdrawn'),
  moot: t('moot'),
  paused: t('paused'),
};

/** Null: how much of their hours they have had. */
const noteOf = ({ state, asked, needMs }: Lane): string | null => {
  if (!asked) return t('notAsked');
  if (state === null) return needMs > 0 ? null : '';
  if (state.startsWith('passed:')) return t('passed', { name: state.slice('passed:'.length) });
  return SAID[state] ?? state;
};
