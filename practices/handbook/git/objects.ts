import type { ChildProcessWithoutNullStreams } from 'node:child_process';

/** The bytes of a file by git's name for it; null where there is no such file, or one of more bytes than `most`, which ends the reading. */
export type ReadObject = (id: string, most?: number) => Promise<Buffer | null>;

/**
 * One `git cat-file --batch` for any number of files, one after another: it is asked by a line, and answers `id type size`, so many bytes and a
 * line's end. https://git-scm.com/docs/git-cat-file#_batch_output
 */
export const objectReader = (child: Pick<ChildProcessWithoutNullStreams, 'stdin' | 'stdout' | 'kill'>): ReadObject => {
  const pieces = (child.stdout as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  let last: Promise<unknown> = Promise.resolve();
  const more = async (): Promise<boolean> => {
    const { done, value } = await pieces.next();
    if (done === true) return false;
    held = held.length === 0 ? value : Buffer.concat([held, value]);
    return true;
  };
  const one = async (id: string, most: number): Promise<Buffer | null> => {
    child.stdin.write(`${id}\n`);
    while (!held.includes(10)) if (!(await more())) return null;
    const end = held.indexOf(10);
    const [, type, said] = held.subarray(0, end).toString('latin1').split(' ');
    held = held.subarray(end + 1);
    const size = Number(said);
    // Whatever else it is says its bytes, too: they are not waited for.
    if (type !== 'blob' || size > most) {
      if (type !== 'missing') child.kill('SIGKILL');
      return null;
    }
    const bytes = Buffer.alloc(size);
    for (let at = 0; at < size + 1;) {
      if (held.length === 0 && !(await more())) return null;
      const taken = held.subarray(0, size + 1 - at);
      taken.copy(bytes, at, 0, Math.max(0, Math.min(taken.length, size - at)));
      at += taken.length;
      held = held.subarray(taken.length);
    }
    return bytes;
  };
  return (id, most = Infinity) => {
    const turn = last.then(() => one(id, most));
    last = turn.catch(() => undefined);
    return turn;
  };
};
