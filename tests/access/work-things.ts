import { randomUUID } from 'node:crypto';
import type { Client } from '../harness/client.ts';

export type Make = (word: string) => Promise<{ readonly id: string; readonly number: number }>;

/** Who makes what there is to do; `named`: the number of a decision that two alone see. */
interface Makers {
  readonly mere: Client;
  readonly tomas: Client;
  readonly ines: Client;
  readonly olu: Client;
  readonly raj: string;
  readonly ada: string;
  readonly named: number;
}

export const WORK_KINDS = ['plan', 'task', 'goal'] as const;

/** Words that appear nowhere but in it. */
export const WORK_WORDS: Readonly<Record<(typeof WORK_KINDS)[number], Readonly<Record<string, string>>>> = {
  plan: { open: 'celandine', closed: 'amphibolite', foreign: 'trachyte', unknown: '' },
  task: { open: 'bluebell', closed: 'phyllite', named: 'jasper', foreign: 'tuff', unknown: '' },
  goal: { open: 'cowslip', closed: 'granodiorite', foreign: 'ignimbrite', unknown: '' },
};

const made = async (of: Client, path: string, body: object): Promise<{ id: string; number: number }> => {
  const { status, text, json } = await of.post(path, body);
  if (status !== 201) throw new Error(`nothing to work on: ${text}`);
  return { id: String(json['id']), number: Number(json['number']) };
};

/** Plans, tasks and goals of the world: an open one, one of a closed space, another organization's. */
export const workMakers = ({ mere, tomas, ines, olu, raj, ada, named }: Makers) => {
  const task = (of: Client, word: string, where: object) =>
    made(of, '/api/tasks', { title: `Move the ${word}`, text: `All of the ${word}.`, criteria: ['It is moved'], ...where });
  const goal = (of: Client, word: string, where: object) =>
    made(of, '/api/goals', { title: `The ${word} moves by itself`, ...where });
  const plan = (of: Client, word: string, people: readonly string[], where: object) =>
    made(of, '/api/plans', {
      ...{ title: `The ${word} weeks`, from: '2090-04-03T00:00:00Z', to: '2090-04-17T00:00:00Z', people },
      ...where,
    });
  const unknown = async () => ({ id: randomUUID(), number: 999_999 });
  return {
    plan: {
      open: (word) => plan(mere, word, [raj], { space: 'platform' }),
      closed: (word) => plan(tomas, word, [raj], { space: 'board' }),
      foreign: (word) => plan(olu, word, [ada], {}),
      unknown,
    },
    task: {
      open: (word) => task(mere, word, { space: 'platform' }),
      closed: (word) => task(tomas, word, { space: 'board' }),
      // It is seen by whoever sees what it comes from.
      named: (word) => task(ines, word, { from: named }),
      foreign: (word) => task(olu, word, {}),
      unknown,
    },
    goal: {
      open: (word) => goal(mere, word, { space: 'platform' }),
      closed: (word) => goal(tomas, word, { space: 'board' }),
      foreign: (word) => goal(olu, word, {}),
      unknown,
    },
  } as const satisfies Readonly<Record<(typeof WORK_KINDS)[number], Readonly<Record<string, Make>>>>;
};
