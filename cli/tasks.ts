import { Command, InvalidArgumentError } from 'commander';
import type { Api } from '#server/routes.ts';
import { when, type Present } from './times.ts';
import { json, shown } from './words.ts';

const AFTER = `
Examples:
  proceed tasks
  proceed tasks --minutes 25 --energy shallow
  proceed tasks --all --space platform
  proceed tasks --json

Without --all: what you hold, and what fits you now, best first. Minutes and energy are asked with each look and kept nowhere.
The server is PROCEED_URL, with an API key of yours in PROCEED_TOKEN; on the server's own machine neither is needed.

Exit codes: 0 shown, 1 the server said no, 2 wrong usage, 3 no server.
`;

interface Options {
  readonly minutes?: number;
  readonly energy?: 'deep' | 'shallow' | 'off';
  readonly all?: boolean;
  readonly space?: string;
  readonly json?: boolean;
}

type Item = Api['GET /api/tasks']['reply']['items'][number];
type Fitting = Api['GET /api/tasks/fitting']['reply'];

/** `proceed tasks`. */
export const tasksCommand = (): Command => {
  const command = new Command('tasks')
    .description('what you hold, and what fits you now')
    .option('--minutes <number>', 'how much time you have', minutes)
    .option('--energy <deep|shallow|off>', 'how you feel', energy)
    .option('--all', 'every task that is open, newest first')
    .option('--space <slug>', 'with --all: those of a space and of the spaces inside of it')
    .option('--json', 'one JSON document, as GET /api/tasks or GET /api/tasks/fitting answers it')
    .addHelpText('after', AFTER);
  return command.action(async ({ all = false, space, json: plain = false, ...room }: Options) => {
    if (space !== undefined && !all) command.error('error: --space belongs to --all.');
    const { connect } = await import('./client.ts');
    const server = connect();
    const zone = await server.zone();
    const now = { now: Temporal.Now.instant().toString(), zone };
    if (all) {
      const query = { status: 'open', limit: 100, ...(space === undefined ? {} : { space }) };
      const { items } = await server.call('GET /api/tasks', { query });
      process.stdout.write(plain ? json({ items }) : shown(listed(items, now)));
      return;
    }
    const fitting = await server.call('GET /api/tasks/fitting', { query: room });
    process.stdout.write(plain ? json(fitting) : shown(told(fitting, now)));
  });
};

const minutes = (argument: string): number => {
  const number = Number(argument);
  if (!Number.isInteger(number) || number < 0 || number > 1440)
    throw new InvalidArgumentError('It takes a number of minutes, such as 25.');
  return number;
};

const energy = (argument: string): 'deep' | 'shallow' | 'off' => {
  if (argument === 'deep' || argument === 'shallow' || argument === 'off') return argument;
  throw new InvalidArgumentError('It takes deep, shallow or off.');
};

const listed = (items: readonly Item[], now: Present): string =>
  items.length === 0 ? 'Nothing is to be done.\n' : `${items.map((item) => lineOf(item, now)).join('\n')}\n`;

const told = ({ held, items, ready }: Fitting, now: Present): string => {
  const parts = [
    ...(held.length === 0 ? [] : [`You hold\n${held.map((item) => lineOf(item, now)).join('\n')}`]),
    items.length === 0
      ? ready === 0
        ? 'Nothing is ready to be claimed.'
        : ready === 1
          ? 'The one task that is ready does not fit what you have now.'
          : `None of the ${ready} tasks that are ready fits what you have now.`
      : `Fits now\n${items.map((item) => lineOf(item, now)).join('\n')}`,
  ];
  return `${parts.join('\n\n')}\n`;
};

const lineOf = (item: Item, now: Present): string => {
  const { number, title, depth, minutes: size, needs, status, holder, until, dueAt } = item;
  const facts = [
    status === 'draft' ? 'not ready' : status,
    depth,
    `${size} min`,
    ...(needs.length === 0 ? [] : [`needs ${needs.join(', ')}`]),
    ...(holder === null || until === null ? [] : [`${holder.name ?? 'somebody'} until ${when(until, now)}`]),
    ...(dueAt === null ? [] : [`due ${when(dueAt, now)}`]),
  ];
  return `  #${number} ${title}\n    ${facts.join(', ')}`;
};
