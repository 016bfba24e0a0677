import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { segmentOf } from './place.ts';

const LONGEST = 120;
const LONGEST_PATH = 500;
const DEEPEST = 20;

// What no file may be called somewhere, and what cannot be seen. As in `place.ts`.
const UNWRITABLE = /[/\\:*?"<>|\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;

/** What a file is called, from what somebody's machine called it; its ending stays. Never empty. */
export const fileName = (said: string): string => {
  const name = said
    .normalize('NFC')
    .replace(UNWRITABLE, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[.\s-]+|[.\s]+$/g, '');
  const [, stem = '', ending = ''] = /^(.*?)((?:\.\w{1,10})?)$/su.exec(name) ?? [];
  let short = [...stem].slice(0, LONGEST - ending.length).join('');
  while (Buffer.byteLength(short + ending) > 200) short = [...short].slice(0, -1).join('');
  const whole = `${short.trim()}${ending}`;
  return segmentOf(whole, '').refused ? `file${ending}` : whole;
};

/** Where a file lies, from a folder of pages: `images/dock.png`. */
export const filePath = (said: string, field: string): Result<string> => {
  const steps = said
    .normalize('NFC')
    .split('/')
    .filter((step) => step !== '' && step !== '.');
  const fits = steps.length > 0 && steps.length <= DEEPEST && said.length <= LONGEST_PATH;
  if (fits && steps.every((step) => !segmentOf(step, field).refused)) return ok(steps.join('/'));
  return refuse('invalid-path', 'This cannot be the path of a file.', { field, accepted: 'a path such as images/dock.png' });
};

/** The `n`th name to try where others have the first: `dock.png`, `dock-2.png`. */
export const numberedPath = (path: string, n: number): string =>
  n === 1 ? path : path.replace(/((?:\.[^./]{1,10})?)$/, `-${n}$1`);
