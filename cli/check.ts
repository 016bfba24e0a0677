import { Command, InvalidArgumentError, Option } from 'commander';
import { parseProtocol, type Protocol } from '#kernel/protocol/document.ts';
import {
  look,
  openRepository,
  pathPattern,
  RISK,
  scoreOf,
  together,
  verdictOf,
  type Checks,
  type Looked,
  type Repository,
} from '#practices/changes';
import { EXIT } from './failure.ts';
import { read } from './protocol-file.ts';
import { json as written, shown } from './words.ts';

const AFTER = `
Examples:
  proceed check                        # the commits that your upstream branch has not
  proceed check staged                 # in a pre-commit hook
  proceed check main...HEAD --json
  proceed check v1.0..v1.1 --each      # every commit by itself
  proceed check --calibrate --html threshold.html
  proceed check --protocol team/ship.yaml --protect 'billing/**' --protect '*.proto'

The score is 5·log2(1 + lines added) + log2(1 + lines deleted) + 2.5·log2(1 + files) + 2.5·log2(directories). What is generated, vendored or wholly
deleted counts as one line a file; .gitattributes has the say (linguist-generated, linguist-vendored). Below 20, with no guard hit and its checks
green, a change ships at once; otherwise the protocol says who is asked, by CODEOWNERS and MAINTAINERS as they stood before the change.

Exit codes: 0 it ships at once, 1 somebody is asked first, 2 wrong usage or no such commit.
`;

/** `proceed check [RANGE]`: on any git repository of this machine, without a server. */
export const checkCommand = (): Command =>
  new Command('check')
    .description('say whether a change of a git repository ships at once, and why')
    .argument('[range]', 'A...B, one revision, or `staged`; left out: what the upstream branch has not')
    .option('--repo <dir>', 'the repository', '.')
    .option('--protocol <file>', 'a protocol file, or an id of the gallery', 'ship/small')
    .option('--protect <pattern>', 'paths that are always looked at, as CODEOWNERS writes them', listed, [])
    .addOption(new Option('--checks <state>', 'how its checks stand').choices(['green', 'red', 'pending']).default('green'))
    .option('--calibrate', 'fit the threshold to the history of the repository: which changes had to be mended later')
    .option('--risk <share>', 'how often changes that ship may be faulty, of how often all are', share, RISK)
    .option('--html <file>', 'with --calibrate: the trade-off as a page that stands alone')
    .option('--each', 'each commit of the range by itself, as a table')
    .option('--json', 'one JSON document; with --each one object a line')
    .addHelpText('after', AFTER)
    .action(run);

interface Options {
  readonly repo: string;
  readonly protocol: string;
  readonly protect: readonly string[];
  readonly checks: Checks;
  readonly calibrate?: boolean;
  readonly risk: number;
  readonly html?: string;
  readonly each?: boolean;
  readonly json?: boolean;
}

function share(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number < 1)) throw new InvalidArgumentError('It is a share between 0 and 1, such as 0.42.');
  return number;
}

function listed(value: string, before: readonly string[]): readonly string[] {
  if (value.trim() === '') throw new InvalidArgumentError('It names no path.');
  return [...before, value];
}

const run = async (range: string | undefined, options: Options, command: Command): Promise<void> => {
  if (options.html !== undefined && !options.calibrate) command.error('error: --html belongs to --calibrate.');
  if (options.each && options.calibrate) command.error('error: --each or --calibrate, not both.');
  const protocol = protocolFrom(options.protocol);
  if (protocol === null) return void (process.exitCode = EXIT['wrong usage']);
  const patterns = options.protect.map((pattern) => pathPattern(pattern));
  const isProtected = (path: string): boolean => patterns.some((matches) => matches(path));
  const repository = await openRepository(options.repo).catch(usage);
  if (!repository) return;
  if (options.calibrate) return (await import('./calibrate.ts')).calibrate(repository, range ?? 'HEAD', options).catch(usage);
  if (options.each) return eachOf(repository, range ?? 'HEAD', protocol, isProtected, options).catch(usage);
  const changed = await repository.range(range ?? null).catch(usage);
  if (!changed) return;
  const owners = await repository.owners(changed.base);
  const pieces = await repository.pieces(changed);
  const alone = look(changed.files, owners, isProtected);
  // [C2] In slices it would always be small.
  const looked = { ...alone, ...together([alone, ...pieces.map(({ files }) => scoreOf(files))]) };
  const verdict = verdictOf(looked, protocol, options.checks, Date.now());
  if (verdict.refused) throw new Error(verdict.message);
  const { ships, because, asks } = verdict.ok;
  const faults = owners.flatMap((one) => one.faults);
  if (options.json)
    process.stdout.write(
      written({
        range: changed.name,
        base: changed.base,
        ships,
        protocol: protocol.id,
        because,
        asks,
        ...looked,
        score: rounded(looked.score),
        pieces: pieces.map(({ name }) => name),
        faults,
      }),
    );
  else process.stdout.write(shown(told(changed.name, looked, protocol, ships, because, asks, faults, pieces.length)));
  if (!ships) process.exitCode = EXIT['no, or something is wrong'];
};

/** What is wrong with what was asked for is no failure of ours. */
const usage = (error: unknown): undefined => {
  if (!(error instanceof Error) || error.name !== 'RepositoryTrouble') throw error;
  process.stderr.write(`${shown(error.message)}\n`);
  process.exitCode = EXIT['wrong usage'];
};

const protocolFrom = (reference: string): Protocol | null => {
  const text = read(reference);
  if (text === null) return null;
  const { protocol, problems } = parseProtocol(text);
  const fault = problems.find(({ severity }) => severity === 'error');
  if (protocol && !fault) return protocol;
  process.stderr.write(
    `${reference}:${fault?.line ?? 1}:${fault?.column ?? 1}: ${shown(fault?.message ?? 'This is no protocol.')}\n`,
  );
  return null;
};

const rounded = (value: number): number => Math.round(value * 10) / 10;

const eachOf = async (
  repository: Repository,
  range: string,
  protocol: Protocol,
  isProtected: (path: string) => boolean,
  { json = false, checks }: Options,
): Promise<void> => {
  let [many, ship] = [0, 0];
  const now = Date.now();
  for await (const { commit, files } of repository.commits(range)) {
    const looked = look(files, [], isProtected);
    const verdict = verdictOf(looked, protocol, checks, now);
    const ships = !verdict.refused && verdict.ok.ships;
    const guards = looked.guards.map(({ guard }) => guard);
    many += 1;
    ship += Number(ships);
    if (json)
      process.stdout.write(`${JSON.stringify({ commit, score: rounded(looked.score), ships, guards, files: looked.files })}\n`);
    else
      process.stdout.write(
        `${commit.slice(0, 10)}  ${rounded(looked.score).toFixed(1).padStart(5)}  ${ships ? 'ships' : 'asks '}  ${guards.join(', ')}`.trimEnd() +
          '\n',
      );
  }
  if (!json) process.stdout.write(`${ship} of ${many} would have shipped at once.\n`);
};

const ONE = { 'lines added': 'line added', 'lines deleted': 'line deleted', files: 'file', directories: 'directory' } as const;

const told = (
  range: string,
  looked: Looked,
  protocol: Protocol,
  ships: boolean,
  because: readonly string[],
  asks: readonly string[],
  faults: readonly { readonly line: number; readonly words: string }[],
  pieces: number,
): string => {
  const { score, terms, guards, owners, files, unowned } = looked;
  const asked = owners.filter(({ owner }) => asks.includes(owner));
  return [
    `${range}: ${ships ? 'ships at once' : 'somebody is asked first'} (${protocol.id})`,
    '',
    `  ${rounded(score).toFixed(1).padStart(5)}  score of ${files.toLocaleString('en')} ${files === 1 ? 'file' : 'files'}`,
    ...terms.map(
      ({ name, amount, value }) =>
        `  ${value.toFixed(1).padStart(5)}    ${amount.toLocaleString('en')} ${amount === 1 ? ONE[name] : name}`,
    ),
    ...(pieces > 0
      ? [
          `         with ${pieces} ${pieces === 1 ? 'commit' : 'commits'} of the same intent within a day, which ${pieces === 1 ? 'is' : 'are'} added up`,
        ]
      : []),
    ...(guards.length > 0 ? ['', ...guards.map(({ guard, path }) => `  guard  ${guard}: ${path}`)] : []),
    ...(because.length > 0 ? ['', ...because.map((one) => `  ${one}`)] : []),
    ...(asked.length > 0
      ? ['', ...asked.map((one) => `  asks   ${one.owner}, ${one.files} ${one.files === 1 ? 'file' : 'files'} (${one.because})`)]
      : []),
    ...(!ships && unowned > 0 ? [`  ${unowned.toLocaleString('en')} ${unowned === 1 ? 'file has' : 'files have'} no owner`] : []),
    ...(faults.length > 0
      ? ['', ...faults.slice(0, 5).map(({ line, words }) => `  CODEOWNERS or MAINTAINERS, line ${line}: ${words}`)]
      : []),
    '',
  ].join('\n');
};
