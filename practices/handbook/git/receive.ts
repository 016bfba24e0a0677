import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { band, FLUSH, pkt, readLines } from './pkt-line.ts';

/** No commit: a branch that begins, or that is to go. */
export const NO_COMMIT = '0'.repeat(40);
/** The one branch. */
export const BRANCH = 'refs/heads/main';

const MOST_REFS = 50;
/** A push of more is refused. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** What one push wants of one ref. */
export interface RefUpdate {
  readonly ref: string;
  readonly from: string;
  readonly to: string;
}

export interface Push {
  readonly updates: readonly RefUpdate[];
  /** Whether the sender can show what is said while it waits. */
  readonly banded: boolean;
  /** Empty where nothing new is sent. */
  readonly pack: Buffer;
}

const MALFORMED = refuse('malformed-push', 'This is no push that git sends. Nothing was written.', { field: '' });

/** Reads the request of `git push` over HTTP. https://git-scm.com/docs/pack-protocol#_pushing_data_to_a_server */
export const readPush = (body: Buffer): Result<Push> => {
  const section = readLines(body, 0, MOST_REFS);
  if (!section) return MALFORMED;
  const updates: RefUpdate[] = [];
  let capabilities: readonly string[] = [];
  for (const [index, line] of section.lines.entries()) {
    const text = line.toString('utf8').replace(/\n$/, '');
    const [command = '', after] = text.split('\0');
    if (index === 0) capabilities = (after ?? '').trim().split(' ');
    const [, from, to, ref] = /^([0-9a-f]{40}) ([0-9a-f]{40}) (\S+)$/.exec(command) ?? [];
    if (from === undefined || to === undefined || ref === undefined) return MALFORMED;
    updates.push({ from, to, ref });
  }
  return ok({ updates, banded: capabilities.includes('side-band-64k'), pack: body.subarray(section.next) });
};

/** What is said to the sender about each ref; null: it was taken. */
export interface Verdict {
  readonly ref: string;
  readonly refused: string | null;
}

/** The answer to a push: what a person reads, then git's own report. */
export const pushReport = (
  push: Pick<Push, 'banded'>,
  unpacked: string | null,
  verdicts: readonly Verdict[],
  told: string,
): Buffer => {
  const report = Buffer.concat([
    pkt(`unpack ${unpacked === null ? 'ok' : oneLine(unpacked)}\n`),
    ...verdicts.map(({ ref, refused }) => pkt(refused === null ? `ok ${ref}\n` : `ng ${ref} ${oneLine(refused)}\n`)),
    FLUSH,
  ]);
  if (!push.banded) return report;
  return Buffer.concat([told === '' ? Buffer.alloc(0) : band(2, `${told}\n`), band(1, report), FLUSH]);
};

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 900);

/** The branch as `git push` is told of it before it sends anything. */
export const advertiseForPush = (tip: string | null): Buffer =>
  Buffer.concat([
    pkt('# service=git-receive-pack\n'),
    FLUSH,
    pkt(
      `${tip ?? NO_COMMIT} ${tip === null ? 'capabilities^{}' : BRANCH}\0report-status delete-refs side-band-64k ofs-delta object-format=sha1 agent=proceed\n`,
    ),
    FLUSH,
  ]);

const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/hasDot(?:dot)?:/, 'a file or folder in it is called “.” or “..”: give it another name, then push again'],
  [/hasDotgit:/, 'a file or folder in it is called “.git”: take it out, then push again'],
  [/fullPathname:|emptyName:/, 'a name in it is empty or has a slash in it: give it another, then push again'],
  [/attempting to allocate/, 'something in it is larger than a file may be (48 MB): keep it elsewhere and link to it'],
  [/duplicateEntries:/, 'a folder in it has two files of one name: take one out, then push again'],
];

/** Why git could not take a pack apart, and what to do; `said`: git's own words. */
export const packFault = (said: string): string =>
  FAULTS.find(([form]) => form.test(said))?.[1] ??
  `git cannot take this apart (${said.split('\n', 1)[0] ?? ''}): clone again, make the change there, and push`;
