import { Command } from 'commander';
import { when } from './times.ts';
import { json, numberOf, wordsOf } from './words.ts';

const ENDING = `
The server is PROCEED_URL, with an API key of yours in PROCEED_TOKEN; on the server's own machine neither is needed.

Exit codes: 0 done, 1 the server said no, 2 wrong usage, 3 no server.
`;

const CLAIM = `
Examples:
  proceed claim 142
  proceed claim 142 --json

One task, one holder: of all who claim it at once, one does. The claim holds while something is seen of the work; then it is free again.
${ENDING}`;

const RELEASE = `
Examples:
  proceed release 142 "The reader is done; the writer is not."
  git log --oneline -5 | proceed release 142 -

Giving back costs nothing; the note is for whoever comes next.
${ENDING}`;

/** `proceed claim NUMBER`. */
export const claimCommand = (): Command => {
  const command = new Command('claim')
    .description('claim a task')
    .argument('<number>', 'its number, such as 142')
    .option('--json', 'one JSON document: its fencing token, and until when the claim holds')
    .addHelpText('after', CLAIM);
  return command.action(async (argument: string, { json: plain = false }: { readonly json?: boolean }) => {
    const number = numberOf(argument) ?? command.error(`error: "${argument}" is no number, such as 142.`);
    const { connect } = await import('./client.ts');
    const server = connect();
    const claimed = await server.call('POST /api/tasks/:id/claims', { params: { id: number } });
    if (plain) {
      process.stdout.write(json(claimed));
      return;
    }
    const now = { now: Temporal.Now.instant().toString(), zone: await server.zone() };
    process.stdout.write(`#${number} is yours until ${when(claimed.until, now)}, longer while something is seen of it.\n`);
  });
};

/** `proceed release NUMBER [NOTE]`. */
export const releaseCommand = (): Command => {
  const command = new Command('release')
    .description('give a task back, with a note for whoever comes next')
    .argument('<number>', 'its number, such as 142')
    .argument('[note]', 'where it stands; - reads it from stdin')
    .option('--json', 'one JSON document: where the task stands then')
    .addHelpText('after', RELEASE);
  return command.action(
    async (argument: string, note: string | undefined, { json: plain = false }: { readonly json?: boolean }) => {
      const number = numberOf(argument) ?? command.error(`error: "${argument}" is no number, such as 142.`);
      const { connect } = await import('./client.ts');
      const server = connect();
      const params = { id: number };
      const { claim } = await server.call('GET /api/tasks/:id', { params });
      const body = { token: claim?.token ?? 1, note: note === undefined ? '' : await wordsOf(note) };
      const released = await server.call('POST /api/tasks/:id/releases', { params, body });
      process.stdout.write(plain ? json(released) : `#${number} is free again.\n`);
    },
  );
};
