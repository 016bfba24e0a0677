import type { ReactNode } from 'react';
import { CoverageClock } from '../ui/coverage-clock.tsx';
import { Graph } from '../ui/graph.tsx';
import { Page, Section } from '../ui/page.tsx';
import { DAY } from '../ui/time.ts';
import { WindowStrip } from '../ui/window-strip.tsx';
import { ARABIC, ENDS, FROM, LONG, NOW, seats, TO, TUESDAY } from './samples.ts';

const HOUR = 3_600_000;
const slot = (from: number, to: number, ...names: string[]) => ({ from: TUESDAY + from * HOUR, to: TUESDAY + to * HOUR, names });
const slots = [
  slot(0, 4.5, 'Aroha Ngata'),
  slot(4.5, 9, 'Raj Mehta', 'Aroha Ngata'),
  slot(9, 12, 'Ines Prado', 'Raj Mehta'),
  slot(12, 13, 'Ines Prado', 'Raj Mehta', 'Tomás Lima', 'Mere'),
  slot(13, 17, 'Ines Prado', 'Tomás Lima'),
  slot(17, 20, 'Tomás Lima'),
  slot(20, 21),
  slot(21, 24, 'Aroha Ngata'),
];

const titles = [
  'Regions own their data',
  'One PostgreSQL per region until 2028',
  'Failover rehearsal, June',
  'Weekly rehearsal, rotating',
  'Retire the eleventh replica',
  'Sizing page',
  LONG,
  'Backups are read by two people',
];
const nodes = titles.map((title, index) => ({
  id: String(index),
  label: title,
  note: `#${97 + index * 9} · ${index === 2 ? 'superseded' : 'accepted'}`,
  href: `/decisions/${97 + index * 9}`,
  ...(index === 2 ? { tone: 'over' as const } : {}),
}));
const edges = [
  { from: '1', to: '0', says: 'builds on' },
  { from: '3', to: '2', says: 'supersedes', dashed: true },
  { from: '3', to: '1', says: 'implements' },
  { from: '4', to: '1', says: 'implements' },
  { from: '5', to: '1', says: 'builds on' },
  { from: '6', to: '5', says: 'builds on' },
  { from: '0', to: '6', says: 'builds on' },
];

export const Pictures = (): ReactNode => (
  <Page title="Pictures">
    <Section title="Coverage">
      <CoverageClock slots={slots} />
    </Section>
    <Section title="Graph">
      <Graph label="Decisions" nodes={nodes} edges={edges} leads="back" lines={2} />
    </Section>
    <Section title="A strip of two weeks, standing still">
      <WindowStrip
        title="Why 30 November"
        seats={[
          ...seats,
          {
            ...seats[0],
            name: LONG,
            spans: [],
            hadMs: 0,
            needMs: 0,
            place: 'Llanfairpwllgwyngyll',
            localTime: '12:04',
            note: 'excused, nobody stands in',
          },
          {
            name: ARABIC,
            place: 'Cairo',
            localTime: '13:04',
            spans: Array.from({ length: 14 }, (_, day) => ({
              from: TUESDAY + day * DAY + 8 * HOUR,
              to: TUESDAY + day * DAY + 16 * HOUR,
            })),
            hadMs: 2 * HOUR,
            needMs: 16 * HOUR,
          },
        ]}
        from={FROM}
        to={TO + 11 * DAY}
        now={NOW}
        endsAt={null}
      />
    </Section>
    <Section title="Now and the end close together">
      <WindowStrip title="Why 14:20" seats={seats.slice(0, 2)} from={FROM} to={TO} now={ENDS - HOUR} endsAt={ENDS} />
      <WindowStrip
        title="Why so many"
        seats={Array.from({ length: 5 }, () => seats).flat()}
        from={FROM}
        to={TO}
        now={NOW}
        endsAt={ENDS}
      />
      <WindowStrip title="Over" seats={seats.slice(0, 1)} from={FROM} to={TO} now={TO} endsAt={TO - HOUR} ends="proceeded" />
      <WindowStrip title="Nobody" seats={[]} from={FROM} to={TO} now={NOW} endsAt={ENDS} />
    </Section>
  </Page>
);
