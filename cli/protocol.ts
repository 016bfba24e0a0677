import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import { parseProtocol } from '#kernel/protocol/document.ts';
import { explain } from '#kernel/protocol/explain.ts';
import { jsonLines, textLines } from '#kernel/protocol/lines.ts';
import { replay } from '#kernel/protocol/replay.ts';
import { backtestCommand } from './backtest.ts';
import { EXIT } from './failure.ts';
import { complain, filesIn, out, read, readText, resolverFrom, tell, whyNot } from './protocol-file.ts';
import { simulateCommand } from './simulate.ts';
import { shown, things } from './words.ts';

/** `check`, `explain`, `replay` and `simulate` on files, where no server has a part in it; `backtest` asks one. */
export const protocolCommand = (): Command => {
  const command = new Command('protocol')
    .description('check, explain, replay and simulate protocols, without a server; backtest them with one')
    .addHelpText('after', AFTER);
  command
    .command('check')
    .description('say what is wrong with protocol files (YAML, or Markdown with one fenced yaml block)')
    .argument('<file...>', 'files, folders of them, ids of the gallery such as asf/lazy, or - for stdin')
    .option('--json', 'problems as JSON Lines')
    .action((files: readonly string[], { json }: { readonly json?: boolean }) =>
      finish(each(files, (file) => checkOne(file, json === true))),
    );
  command
    .command('explain')
    .description('say in plain English what a protocol does')
    .argument('<file...>', 'files, folders of them, ids of the gallery such as asf/lazy, or - for stdin')
    .option('--json', 'one JSON object a line: { id, markdown }')
    .action((files: readonly string[], { json }: { readonly json?: boolean }) => {
      let before = '';
      finish(
        each(files, (file, many) => {
          const fine = explainOne(file, json === true, many, before);
          before = '\n';
          return fine;
        }),
      );
    });
  command
    .command('replay')
    .description('tell a scenario under a protocol, each thing with its reason')
    .argument('<scenario>', 'a scenario file, or - for stdin')
    .option('--json', 'one JSON object a line')
    .action((file: string, { json }: { readonly json?: boolean }) => finish(replayOne(file, json === true)));
  command.addCommand(backtestCommand());
  command.addCommand(simulateCommand());
  return command;
};

const AFTER = `
Examples:
  proceed protocol check ours.yaml handbook/decisions.md
  proceed protocol check protocols/ --json
  proceed protocol explain asf/lazy
  proceed protocol replay release.yaml --json
  proceed protocol backtest ours.yaml --days 365
  proceed protocol simulate ours.yaml asf/lazy --html report.html

Of a folder, its .yaml and .yml files are taken, in every folder below.

Exit codes: 0 fine, 1 a problem, or the outcome differs from the scenario's "expect", 2 wrong usage.
`;

const finish = (fine: boolean): void => {
  if (!fine) process.exitCode = EXIT['no, or something is wrong'];
};

/** All of them, also after one that fails; folders as the files in them. */
const each = (references: readonly string[], one: (file: string, many: boolean) => boolean): boolean => {
  const files = references.flatMap((reference) => {
    const inside = filesIn(reference);
    if (inside?.length === 0) complain(`${reference}: there is no .yaml or .yml file in this folder.\n`);
    return inside ?? [reference];
  });
  return files.map((file) => one(file, files.length > 1)).every(Boolean) && files.length > 0;
};

const checkOne = (file: string, json: boolean): boolean => {
  const text = read(file);
  if (text === null) return false;
  const { protocol, problems } = parseProtocol(text);
  tell(file, problems, json);
  if (protocol && !json)
    out(`${file}: ${protocol.id} is well${problems.length > 0 ? `, with ${things(problems.length, 'warning')}` : ''}.\n`);
  return protocol !== undefined;
};

const explainOne = (file: string, json: boolean, many: boolean, before: string): boolean => {
  const text = read(file);
  if (text === null) return false;
  const { protocol, problems } = parseProtocol(text);
  if (!protocol) {
    tell(
      file,
      problems.filter(({ severity }) => severity === 'error'),
      json,
    );
    return false;
  }
  const prose = explain(protocol);
  out(
    json
      ? `${JSON.stringify({ id: protocol.id, markdown: prose })}\n`
      : shown(many ? `${before}# ${protocol.id}\n\n${prose}` : prose),
  );
  return true;
};

const replayOne = (file: string, json: boolean): boolean => {
  const text = file === '-' ? readFileSync(0, 'utf8') : readText(resolve(file));
  if (text === null) {
    complain(`${file}: ${whyNot(file)}\n`);
    return false;
  }
  const { lines, differs, problems } = replay(text, resolverFrom(resolve(file)));
  out(json ? jsonLines(lines) : shown(textLines(lines)));
  for (const { severity, line, column, message, code } of problems)
    complain(`${file}:${line}:${column}: ${severity}: ${message} (${code})\n`);
  for (const difference of differs) complain(`${basename(file)}: ${difference}\n`);
  return differs.length === 0 && problems.every(({ severity }) => severity !== 'error');
};
