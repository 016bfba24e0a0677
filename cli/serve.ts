import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Command, InvalidArgumentError } from 'commander';

const port = (argument: string): string => {
  if (/^\d{1,5}$/.test(argument) && Number(argument) <= 65_535) return argument;
  throw new InvalidArgumentError('It takes a number from 0 to 65535, such as 4180.');
};

const START = join(import.meta.dirname, '..', 'scripts', 'start.mjs');

export const serveCommand = (): Command =>
  new Command('serve')
    .description('Start the server, with PostgreSQL unless DATABASE_URL names one. The same as `npm start`.')
    .option('-p, --port <number>', 'listen on this port (PROCEED_PORT)', port)
    .option('--host <address>', 'listen on this address (PROCEED_HOST)')
    .option('--data <folder>', 'keep database and key there (PROCEED_DATA)')
    .option('--json', 'one JSON line when it serves: { url }; all else on stderr')
    .addHelpText(
      'after',
      `
Examples:
  proceed serve
  proceed serve --port 8080 --data /var/lib/proceed
  DATABASE_URL=postgresql://user:password@host/database proceed serve

Every setting is in proceed.env.example. Ends with Ctrl-C or SIGTERM, after the last answer is written.
`,
    )
    .action((options: { readonly port?: string; readonly host?: string; readonly data?: string; readonly json?: boolean }) => {
      const given = { PROCEED_PORT: options.port, PROCEED_HOST: options.host, PROCEED_DATA: options.data };
      for (const [key, value] of Object.entries(given)) if (value !== undefined) process.env[key] = value;
      if (options.json) return serveForMachines();
      // The server takes this process over: signals and exit code are its own.
      process.execve?.(process.execPath, ['node', START], process.env);
    });

/** What the server says to people becomes one line of JSON; its signals and exit code are passed on. */
const serveForMachines = (): void => {
  const child = spawn(process.execPath, [START], { stdio: ['inherit', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const url = /^Proceed is at (\S+)$/.exec(line)?.[1];
    if (url === undefined) process.stderr.write(`${line}\n`);
    else process.stdout.write(`${JSON.stringify({ url })}\n`);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
};
