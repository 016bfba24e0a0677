import { Command } from 'commander';
import { when } from './times.ts';
import { json, numberOf, shown, wordsOf } from './words.ts';

const AFTER = `
Examples:
  proceed ask raj "Who can read the São Paulo backups?"
  proceed ask platform "May we fail over now?" --urgent --on 142
  proceed ask ines "How much is left?" --private
  git diff | proceed ask tomas - --title "Does this look right?"

WHO is a handle: a person's, a team's or an agent's. The answer is due in their own working time; unanswered, the question is passed on by
the protocol. The server is PROCEED_URL, with an API key of yours in PROCEED_TOKEN; on the server's own machine neither is needed.

Exit codes: 0 asked, 1 the server said no, 2 wrong usage, 3 no server.
`;

interface Options {
  readonly urgent?: boolean;
  readonly on?: readonly string[];
  readonly space?: string;
  readonly private?: boolean;
  readonly title?: string;
  readonly json?: boolean;
}

/** `proceed ask WHO QUESTION`. */
export const askCommand = (): Command => {
  const command = new Command('ask')
    .description('ask a person, a team or an agent; nobody has to be chased')
    .argument('<who>', 'a handle, such as raj')
    .argument('<question>', 'the question, in Markdown; - reads it from stdin')
    .option('--urgent', 'it cannot wait: whoever is working now is asked')
    .option('--on <number...>', 'what waits for the answer, by number')
    .option('--space <slug>', 'where it is asked; left out: where --on is, else the whole organization')
    .option('--private', 'seen by the two of you alone')
    .option('--title <line>', 'left out: the first line of the question')
    .option('--json', 'one JSON document: the request as GET /api/requests/NUMBER answers it')
    .addHelpText('after', AFTER);
  return command.action(async (who: string, question: string, options: Options) => {
    const blocks = (options.on ?? []).map(
      (one) => numberOf(one) ?? command.error(`error: --on takes a number, such as 142, not "${one}".`),
    );
    const { connect } = await import('./client.ts');
    const server = connect();
    const body = {
      to: who,
      question: await wordsOf(question),
      urgent: options.urgent ?? false,
      blocks,
      ...(options.space === undefined ? {} : { space: options.space }),
      ...(options.private ? { audience: [] } : {}),
      ...(options.title === undefined ? {} : { title: options.title }),
    };
    const { number } = await server.call('POST /api/requests', { body });
    const [request, zone] = await Promise.all([server.call('GET /api/requests/:id', { params: { id: number } }), server.zone()]);
    if (options.json) {
      process.stdout.write(json(request));
      return;
    }
    const asked = request.awaits.filter(({ status }) => status === 'open').map(({ asked: { name } }) => name);
    const due =
      request.dueAt === null
        ? ''
        : `, until ${when(request.dueAt, { now: request.now, zone })}; unanswered, ${request.follows ?? request.awaits[0]?.otherwise ?? 'it lapses'}`;
    process.stdout.write(
      shown(`#${number} asks ${asked.join(', ') || request.to.name}${due}.\n${server.url}/requests/${number}\n`),
    );
  });
};
