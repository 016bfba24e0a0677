import { Command } from 'commander';
import type { Connection } from './client.ts';
import { json, numberOf, wordsOf } from './words.ts';

const AFTER = `
Examples:
  proceed answer 143 "Ines and I; see the grants of the bucket."
  proceed answer 142 --agree
  proceed answer 142 --object --reason "no rollback" --instead "behind a flag"
  proceed answer 143 - < answer.md

A request takes words; a decision takes a stance. The server is PROCEED_URL, with an API key of yours in PROCEED_TOKEN; on the server's
own machine neither is needed.

Exit codes: 0 answered, 1 the server said no, 2 wrong usage, 3 no server.
`;

interface Options {
  readonly agree?: boolean;
  readonly abstain?: boolean;
  readonly object?: boolean;
  readonly reason?: string;
  readonly instead?: string;
  readonly json?: boolean;
}

type Stance = 'agree' | 'abstain' | 'object';

/** `proceed answer NUMBER [TEXT]`. */
export const answerCommand = (): Command => {
  const command = new Command('answer')
    .description('answer a request, or take a stance on a decision')
    .argument('<number>', 'of the request or decision, such as 143')
    .argument('[text]', 'the answer to a request, or why, in Markdown; - reads it from stdin')
    .option('--agree', 'a decision: agree')
    .option('--abstain', 'a decision: abstain')
    .option('--object', 'a decision: object; it is blocked until the objection is cleared')
    .option('--reason <words>', 'why, instead of a text')
    .option('--instead <words>', 'what you would do instead, with --object')
    .option('--json', 'one JSON document: { id, number, version }')
    .addHelpText('after', AFTER);
  return command.action(async (argument: string, text: string | undefined, options: Options) => {
    const number = numberOf(argument) ?? command.error(`error: "${argument}" is no number, such as 143.`);
    const given = (['agree', 'abstain', 'object'] as const).filter((one) => options[one]);
    const [stance, second] = given;
    if (second) command.error(`error: one stance at a time, not --${given.join(' and --')}.`);
    if (stance && text !== undefined && options.reason !== undefined)
      command.error('error: it has the reason twice, as a text and as --reason; give one of them.');
    if (stance !== 'object' && options.instead !== undefined) command.error('error: --instead belongs to --object.');
    const { connect } = await import('./client.ts');
    const server = connect();
    const { kind, title } = await server.call('GET /api/numbers/:number', { params: { number: String(number) } });
    if (kind === 'request' && stance) command.error(`error: #${number} is a request; it takes words, no stance.`);
    if (kind === 'request' && options.reason !== undefined)
      command.error(`error: #${number} is a request: --reason belongs to a stance.`);
    if (kind === 'request' && text === undefined)
      command.error(`error: #${number} asks “${title}”. Say your answer: proceed answer ${number} "…"`);
    if (kind === 'decision' && !stance) command.error(`error: #${number} is a decision: say --agree, --abstain or --object.`);
    if (kind === 'decision' && stance) {
      const reason = options.reason ?? (text === undefined ? undefined : await wordsOf(text));
      const sent = await takeStance(server, number, stance, reason, options.instead);
      process.stdout.write(options.json ? json(sent) : `#${number}: you ${SAID[stance]}.\n`);
      return;
    }
    if (kind !== 'request') throw new Error(`#${number} is a ${kind}; there is nothing to answer.`);
    const sent = await server.call('POST /api/requests/:id/answers', {
      params: { id: number },
      body: { text: await wordsOf(text ?? '') },
    });
    process.stdout.write(options.json ? json(sent) : `#${number}: answered.\n`);
  });
};

const SAID = { agree: 'agree', abstain: 'abstain', object: 'object' } as const satisfies Record<Stance, string>;

const takeStance = (
  server: Connection,
  number: number,
  stance: Stance,
  reason: string | undefined,
  instead: string | undefined,
) =>
  server.call('POST /api/decisions/:id/stances', {
    params: { id: number },
    body: { stance, ...(reason === undefined ? {} : { reason }), ...(instead === undefined ? {} : { alternative: instead }) },
  });
