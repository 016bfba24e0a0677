import type { StripSeat } from '../ui/window-strip.tsx';
import { DAY } from '../ui/time.ts';

/** Midnight in Berlin of a Tuesday long past, so that pictures of the gallery do not change. */
export const TUESDAY = Date.parse('2026-11-16T23:00:00Z');
const HOUR = 3_600_000;
const at = (day: number, hour: number): number => TUESDAY + day * DAY + hour * HOUR;

export const FROM = at(0, 9);
export const TO = at(3, 9);
export const NOW = at(1, 12) + 4 * 60_000;
export const ENDS = at(2, 14) + 20 * 60_000;

const workdays = (start: number, end: number): StripSeat['spans'] =>
  [0, 1, 2, 3].map((day) => ({ from: at(day, start), to: at(day, end) }));

export const seats: readonly StripSeat[] = [
  {
    name: 'Ines Prado',
    place: 'Berlin',
    localTime: '12:04',
    zone: 'Europe/Berlin',
    spans: workdays(9, 17),
    hadMs: 8 * HOUR,
    needMs: 8 * HOUR,
  },
  {
    name: 'Raj Mehta',
    place: 'Pune',
    localTime: '16:34',
    zone: 'Asia/Kolkata',
    spans: workdays(4.5, 13),
    hadMs: 5 * HOUR,
    needMs: 8 * HOUR,
  },
  {
    name: 'Tomás Lima',
    place: 'São Paulo',
    localTime: '08:04',
    zone: 'America/Sao_Paulo',
    spans: workdays(12, 20),
    hadMs: 8 * HOUR,
    needMs: 8 * HOUR,
  },
  {
    name: 'Aroha Ngata',
    place: 'Auckland',
    localTime: '00:04',
    zone: 'Pacific/Auckland',
    spans: [
      { from: at(0, 21), to: at(1, 5), kind: 'leave' },
      { from: at(1, 21), to: at(2, 5), kind: 'leave' },
      { from: at(2, 21), to: at(3, 5) },
    ],
    hadMs: 3 * HOUR,
    needMs: 8 * HOUR,
    note: 'on leave → Mere 3/8 h',
  },
];

/** One word that no line of a phone holds. */
export const WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
export const LONG = 'Bartholomäus Freiherr von Hohenstaufen-Württemberg zu Oberammergau';
export const HEBREW = 'להשאיר מסד נתונים אחד לכל אזור עד 2028';
export const ARABIC = 'نور الدين عبد الرحمن';

export const documentHtml = `
<h2>Problem</h2>
<p>Every new region asks for its own replica set. We run eleven, four people can operate them, and last quarter two of them were away in the same week.</p>
<h2>Options considered</h2>
<p><strong>A. One primary per region, streaming to a warm standby.</strong> Known by everybody on the rota; failover is a runbook of nine steps, rehearsed monthly.</p>
<p><strong>B. A distributed store.</strong> Removes failover, adds a system that nobody here has operated.</p>
<h2>Decision and rationale</h2>
<p>A, because the failures we have had were of people, not of machines. We revisit when a region passes 4 TB, or in 2028. See <a href="/decisions/97">#97 Regions own their data</a> and <code>pg_stat_replication</code>.</p>
<blockquote><p>Two is one, and one is none.</p></blockquote>
<ul><li>Rehearse failover in São Paulo</li><li>Write the sizing page<ul><li>with the figures of June</li></ul></li><li><input type="checkbox" checked disabled aria-label="done"> Retire the eleventh replica</li></ul>
<pre tabindex="0"><code>select pid, state, sync_state, replay_lag from pg_stat_replication where application_name like 'standby-%' order by replay_lag desc;</code></pre>
<table><thead><tr><th>Region</th><th>Size</th><th>Lag p99</th></tr></thead><tbody><tr><td>Frankfurt</td><td>1.9 TB</td><td>40 ms</td></tr><tr><td>São Paulo</td><td>0.7 TB</td><td>180 ms</td></tr></tbody></table>
<p dir="rtl">${HEBREW}. זה עובד גם מימין לשמאל.</p>`;
