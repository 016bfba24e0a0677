import type { ReactionServices } from '#kernel/stream/reaction.ts';
import type { Entry } from '#kernel/stream/stream.ts';

/** Somebody is to be told of an event. */
export interface Noted {
  readonly key: string;
  readonly dueAt: number;
}

interface Known {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly noted: Noted[];
  readonly forgetful: boolean;
}

/** What reactions ask of PostgreSQL, answered from what stands in memory. Each question of theirs has its name. */
export const answers = ({ entries, noted, forgetful }: Known): ReactionServices['rows'] => {
  const keys = new Set<string>();
  const asked: Readonly<Record<string, (values: readonly unknown[]) => readonly unknown[]>> = {
    'runs.owing': ([, actor]) => owing(entries, String(actor)),
    'runs.left-behind': ([, actor]) => [...new Set([...owing(entries, String(actor)), ...objected(entries, String(actor))])],
    'decisions.superseded': () => [],
    'decisions.superseding': () => [],
    'work.decided': ([, artifact]) => decided(entries.get(String(artifact))),
    'work.moved': ([, , by, parent]) => heldBy(entries, String(by), String(parent)),
    'planning.held': () => [],
    'notices.settings': () => [],
    'notices.subject': ([, artifact]) => {
      const author = entries.get(String(artifact))?.reading.author ?? null;
      return [{ author, protocol: null, protocol_urgent: false, urgent: false }];
    },
    'notices.note': ([, artifact, version, , list]) => {
      for (const { actor, channel, dueAt } of JSON.parse(String(list)) as { actor: string; channel: string; dueAt: number }[]) {
        const key = `${String(artifact)} ${String(version)} ${actor} ${channel}`;
        // On conflict do nothing.
        if (!keys.has(key) || forgetful) noted.push({ key, dueAt });
        keys.add(key);
      }
      return [];
    },
  };
  return async <Row>({ name, values }: Parameters<ReactionServices['rows']>[0]) => {
    // Of pages and all else that nobody here makes, there is nothing.
    return (asked[name]?.(values) ?? []) as readonly Row[];
  };
};

const owing = (entries: ReadonlyMap<string, Entry>, actor: string) =>
  [...entries.values()]
    .filter(({ reading }) =>
      reading.awaits.some(({ asked, status }) => asked === actor && (status === 'open' || status === 'paused')),
    )
    .map(named);

const objected = (entries: ReadonlyMap<string, Entry>, actor: string) =>
  [...entries.values()]
    .filter(({ kind, reading, state }) => {
      const { run } = state as { readonly run?: { readonly objections: readonly { holder: string; status: string }[] } };
      const own = run?.objections.some(({ holder, status }) => holder === actor && status === 'open');
      return kind === 'decision' && reading.status === 'open' && own === true;
    })
    .map(named);

const named = ({ artifact, kind }: Entry) => ({ id: artifact, kind });

/** [R11] What an accepted decision asks to be done. */
const decided = (entry: Entry | undefined) => {
  if (entry?.kind !== 'decision') return [];
  const { space, audience, author, title } = entry.reading;
  const { body } = entry.state as { readonly body: { readonly nextSteps: readonly string[] } };
  return [{ number: 0, author, space, audience, title, steps: body.nextSteps }];
};

/** [L2] What somebody holds, of what they wrote on. */
const heldBy = (entries: ReadonlyMap<string, Entry>, by: string, on: string) => {
  const entry = entries.get(on);
  return entry?.kind === 'task' && entry.reading.status === 'claimed' && entry.reading.summary['holder'] === by
    ? [{ id: on, by }]
    : [];
};
