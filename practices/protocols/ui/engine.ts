import type { NewEvent, NewPerson } from './replaying/building.ts';
import type { Frame, Told } from './replaying/telling.ts';
import type { Checked } from './trying/check.ts';
import type { Example } from './replaying/examples.ts';
import type { Exhibit } from './trying/gallery.ts';

export type Question =
  | { readonly ask: 'check'; readonly text: string; readonly roles: readonly string[]; readonly triggers: readonly string[] }
  | { readonly ask: 'gallery' }
  | { readonly ask: 'exhibit'; readonly id: string }
  | { readonly ask: 'examples' }
  | { readonly ask: 'open'; readonly protocol: string; readonly now: number }
  /** `known`: texts of the organization's protocols by id. */
  | { readonly ask: 'tell'; readonly text: string; readonly known: Readonly<Record<string, string>> }
  /** Of the story that was told last. */
  | { readonly ask: 'frame'; readonly line: number; readonly story: string }
  | { readonly ask: 'add-person'; readonly text: string; readonly person: NewPerson }
  | { readonly ask: 'add-event'; readonly text: string; readonly event: NewEvent };

export type Answer =
  | { readonly to: 'check'; readonly checked: Checked }
  | { readonly to: 'gallery'; readonly exhibits: readonly Exhibit[] }
  | { readonly to: 'exhibit'; readonly text: string | null }
  | { readonly to: 'examples'; readonly examples: readonly Example[] }
  | { readonly to: 'open'; readonly text: string }
  | { readonly to: 'tell'; readonly told: Told }
  | { readonly to: 'frame'; readonly frame: Frame | null }
  /** Null: the text cannot be built on. */
  | { readonly to: 'built'; readonly text: string | null };

export type AnswerOf<T extends Answer['to']> = Extract<Answer, { readonly to: T }>;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

let worker: Worker | null = null;
let count = 0;
const waiting = new Map<number, Waiting>();

const start = (): Worker => {
  const made = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
  made.addEventListener(
    'message',
    ({ data }: MessageEvent<{ readonly id: number; readonly answer?: Answer; readonly failed?: string }>) => {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.answer) asked?.resolve(data.answer);
      else asked?.reject(new Error(data.failed));
    },
  );
  made.addEventListener('error', () => {
    for (const asked of waiting.values()) asked.reject(new Error('the kernel did not start'));
    waiting.clear();
    made.terminate();
    worker = null;
  });
  return made;
};

/** Asks the kernel, which works beside the page. */
export const ask = async <T extends Answer['to']>(to: T, question: Question): Promise<AnswerOf<T>> => {
  worker ??= start();
  const at = worker;
  const id = (count += 1);
  const answer = await new Promise<Answer>((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    at.postMessage({ id, question });
  });
  if (isOf(answer, to)) return answer;
  throw new Error(`asked for ${to}, answered ${answer.to}`);
};

const isOf = <T extends Answer['to']>(answer: Answer, to: T): answer is AnswerOf<T> => answer.to === to;
