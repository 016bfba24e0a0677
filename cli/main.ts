import { Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { EXIT, failure } from './failure.ts';

/** One file each, loaded when it is asked for: what is not used costs nothing at the start. */
const COMMANDS: Readonly<Record<string, { readonly does: string; readonly load: () => Promise<Command> }>> = {
  serve: { does: 'start the server', load: async () => (await import('./serve.ts')).serveCommand() },
  doctor: { does: 'say what is wrong with this installation', load: async () => (await import('./doctor.ts')).doctorCommand() },
  protocol: {
    does: 'check, explain, replay, simulate and backtest protocols',
    load: async () => (await import('./protocol.ts')).protocolCommand(),
  },
  audit: {
    does: 'what the meetings in calendars cost, and which could go; without a server',
    load: async () => (await import('./audit.ts')).auditCommand(),
  },
  today: {
    does: 'what you owe, what you wait for, and what happens by itself',
    load: async () => (await import('./today.ts')).todayCommand(),
  },
  tasks: { does: 'what you hold, and what fits you now', load: async () => (await import('./tasks.ts')).tasksCommand() },
  claim: { does: 'claim a task', load: async () => (await import('./claim.ts')).claimCommand() },
  release: { does: 'give a task back, with a note', load: async () => (await import('./claim.ts')).releaseCommand() },
  ask: { does: 'ask a person, a team or an agent', load: async () => (await import('./ask.ts')).askCommand() },
  answer: {
    does: 'answer a request, or take a stance on a decision',
    load: async () => (await import('./answer.ts')).answerCommand(),
  },
  decide: {
    does: 'draft a decision, or open one that proceeds unless blocked',
    load: async () => (await import('./decide.ts')).decideCommand(),
  },
  check: {
    does: 'say whether a change of a git repository ships at once, and why',
    load: async () => (await import('./check.ts')).checkCommand(),
  },
  export: {
    does: 'take everything away, as Markdown and JSON Lines in a git repository',
    load: async () => (await import('./export.ts')).exportCommand(),
  },
  sample: {
    does: 'fill an empty organization with a sample, to explore',
    load: async () => (await import('./sample.ts')).sampleCommand(),
  },
  import: { does: 'bring in what was decided elsewhere', load: async () => (await import('./import.ts')).importCommand() },
};

const AFTER = `
Examples:
  proceed serve --port 8080
  proceed doctor --json
  proceed today --minutes 25
  proceed tasks --minutes 25 --energy shallow
  proceed ask raj "Who can read the backups?"
  proceed protocol explain asf/lazy
  proceed audit calendar.ics
  proceed import decisions docs/adr --dry-run
  proceed help doctor

Exit codes: ${Object.entries(EXIT)
  .map(([name, code]) => `${code} ${name}`)
  .join(', ')}.
Errors are on stderr; with --json, stdout holds JSON and nothing else.
`;

const program = new Command('proceed')
  .description('The operating system for asynchronous organizations. Work proceeds unless someone blocks it.')
  .version(manifest.version, '-V, --version')
  .helpCommand('help [command]', 'say how a command is used')
  .addHelpText('after', AFTER)
  .showHelpAfterError('`proceed --help` lists what there is.')
  .exitOverride();

const inherit = (command: Command, parent: Command, path = 'proceed'): Command => {
  command.copyInheritedSettings(parent);
  const called = `${path} ${command.name()}`;
  command.showHelpAfterError(`\`${called} --help\` says how it is used.`);
  for (const below of command.commands) inherit(below, command, called);
  return command;
};

const run = async (given: readonly string[]): Promise<void> => {
  const asked = given[0] === 'help' ? [...given.slice(1), '--help'] : given;
  const named = asked.find((word) => !word.startsWith('-'));
  // Of what there is not, nothing but that can be said.
  const words = named === undefined || named in COMMANDS ? asked : asked.filter((word) => word !== '--help' && word !== '-h');
  for (const [name, { does, load }] of Object.entries(COMMANDS)) {
    if (name === named) program.addCommand(inherit(await load(), program));
    else program.command(name).description(does).allowUnknownOption();
  }
  await program.parseAsync(words, { from: 'user' });
};

// Whoever reads may have seen enough: `proceed today | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  process.exit(
    failure(new Error(`Not all of it could be written: ${error.code === 'ENOSPC' ? 'the disk is full' : error.message}.`)),
  );
});

try {
  const words = process.argv.slice(2);
  await run(words.length === 0 ? ['--help'] : words);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.fine : EXIT['wrong usage'];
  else process.exitCode = failure(error);
}
