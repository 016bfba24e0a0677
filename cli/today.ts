import { Command, InvalidArgumentError } from 'commander';
import { endingAt } from '#kernel/protocol/ending-words.ts';
import type { Api } from '#server/routes.ts';
import { hadOf, when, type Present } from './times.ts';
import { json, shown } from './words.ts';

const AFTER = `
Examples:
  proceed today
  proceed today --minutes 25 --energy shallow
  proceed today --json

What you owe comes in the order that fits your minutes and your energy; both are asked with each look and kept nowhere.
The server is PROCEED_URL, with an API key of yours in PROCEED_TOKEN; on the server's own machine neither is needed.

Exit codes: 0 shown, 1 the server said no, 2 wrong usage, 3 no server.
`;

type Today = Api['GET /api/today']['reply'];

/** `proceed today`. */
export const todayCommand = (): Command =>
  new Command('today')
    .description('what you owe, what you wait for, and what happens by itself')
    .option('--minutes <number>', 'how much time you have', minutes)
    .option('--energy <deep|shallow>', 'how you feel', energy)
    .option('--json', 'one JSON document, as GET /api/today answers it')
    .addHelpText('after', AFTER)
    .action(
      async ({
        json: plain = false,
        ...room
      }: {
        readonly minutes?: number;
        readonly energy?: 'deep' | 'shallow';
        readonly json?: boolean;
      }) => {
        const { connect } = await import('./client.ts');
        const server = connect();
        const [today, zone] = await Promise.all([server.call('GET /api/today', { query: room }), server.zone()]);
        process.stdout.write(plain ? json(today) : shown(told(today, room.minutes !== undefined, { now: today.now, zone })));
      },
    );

const minutes = (argument: string): number => {
  const number = Number(argument);
  if (!Number.isInteger(number) || number < 0 || number > 1440)
    throw new InvalidArgumentError('It takes a number of minutes, such as 25.');
  return number;
};

const energy = (argument: string): 'deep' | 'shallow' => {
  if (argument === 'deep' || argument === 'shallow') return argument;
  throw new InvalidArgumentError('It takes deep or shallow.');
};

const told = (today: Today, fitted: boolean, now: Present): string => {
  const fits = today.owe.filter((one) => one.fits);
  const later = today.owe.filter((one) => !one.fits);
  const parts = [
    sentence(today, fitted, now),
    section(
      'You owe',
      fits.map((one) => owed(one, now)),
    ),
    section(
      'Takes longer than you have',
      later.map((one) => owed(one, now)),
    ),
    section(
      'You wait for',
      today.wait.map((one) => waited(one, now)),
    ),
    section(
      'Answered while you were away',
      today.answered.map(({ artifact, at }) => `  ${titled(artifact)}\n    ${artifact.status}, ${when(at, now)}`),
    ),
    section(
      'Decided while you were away',
      today.decided.map(
        ({ artifact, at, byDefault }) =>
          `  ${titled(artifact)}\n    ${byDefault ? 'proceeded, nobody objected' : artifact.status}, ${when(at, now)}`,
      ),
    ),
    section(
      'Around the clock',
      today.clock.map((one) => around(one, now)),
    ),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
};

const WORDS = [
  'Nothing',
  'One thing',
  'Two things',
  'Three things',
  'Four things',
  'Five things',
  'Six things',
  'Seven things',
  'Eight things',
  'Nine things',
];

const sentence = (
  { sentence: { count, minutes: all, fitting, quietUntil, mail } }: Today,
  fitted: boolean,
  now: Present,
): string => {
  const things = WORDS[count] ?? `${count} things`;
  const waits =
    count === 0
      ? 'Nothing waits for you.'
      : `${things} ${count === 1 ? 'waits' : 'wait'} for you, ${all} minutes in all${fitted ? `; ${fitting} of them fit` : ''}.`;
  if (mail === 'off') return `${waits} You chose to be told of nothing.`;
  return quietUntil === null ? waits : `${waits} Nothing else reaches you before ${when(quietUntil, now)}, unless it is urgent.`;
};

const section = (title: string, lines: readonly string[]): string => (lines.length === 0 ? '' : `${title}\n${lines.join('\n')}`);

const titled = ({ number, title }: Today['owe'][number]['artifact']): string => `#${number} ${title}`;

const owed = ({ artifact, why, asker, minutes: about, dueAt, otherwise, urgent }: Today['owe'][number], now: Present): string => {
  const by = asker === null ? '' : `${asker.name}, `;
  const until = dueAt === null ? 'its clock stands still' : `by ${when(dueAt, now)}, else ${otherwise}`;
  return `  #${artifact.number} ${why.charAt(0).toUpperCase()}${why.slice(1)}\n    ${urgent ? 'urgent, ' : ''}${by}${about} min, ${until}`;
};

const waited = ({ mine, artifact, ending, dueAt, asked, passed, why }: Today['wait'][number], now: Present): string => {
  const people = asked.map(({ name, hadMs, needMs, status }) => {
    if (status === 'paused') return `${name} asks back`;
    return needMs === null || hadMs === null ? name : `${name} ${hadOf(hadMs, needMs)}`;
  });
  const then =
    ending === null
      ? []
      : [dueAt === null ? ending : mine ? endingAt(ending, when(dueAt, now)) : `by ${when(dueAt, now)}, else ${ending}`];
  const before = passed.length > 0 ? [`passed on by ${passed.join(', ')}`] : [];
  const details = [...(why === null ? [] : [why.replace(/\.$/u, '')]), ...then, ...people, ...before];
  return `  ${titled(artifact)}\n    ${details.join('; ')}`;
};

/** Their clock now; then when that changes, on the clock of whoever reads, which is said where the two are not the same. */
const around = ({ place, localTime, working, until }: Today['clock'][number], now: Present): string => {
  const mine = when(now.now, now) === localTime ? '' : ' your time';
  if (working) return `  ${place} ${localTime}${until === null ? '' : `, working until ${when(until, now)}${mine}`}`;
  return `  ${place} ${localTime}, ${until === null ? 'away' : `begins ${when(until, now)}${mine}`}`;
};
