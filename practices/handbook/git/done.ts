import type { ArtifactId } from '#kernel/stream/event.ts';
import type { Order, Services } from '#server/route.ts';

/** What a push has done, by what it was done to. */
export type Done = ReadonlyMap<ArtifactId, string>;

/** The services of one push, which remember what was done by them: whoever is refused half-way is told. */
export const doneBy = <Given extends Pick<Services, 'send'>>(given: Given): { readonly services: Given; readonly done: Done } => {
  const done = new Map<ArtifactId, string>();
  const send: Services['send'] = async (order) => {
    const sent = await given.send(order);
    if (sent.refused) return sent;
    const before = done.get(order.artifact)?.split(': ')[1]?.split(', ') ?? [];
    const what = [...new Set([...before, WORDS[order.name] ?? order.name])].join(', ');
    done.set(order.artifact, `${nameOf(order, sent.ok.number)}: ${what}`);
    return sent;
  };
  return { services: { ...given, send }, done };
};

const nameOf = ({ kind, artifact }: Order, number: number): string => (number > 0 ? `#${number}` : `${kind} ${artifact}`);

const WORDS: Readonly<Record<string, string>> = {
  create: 'published',
  revise: 'published',
  move: 'moved',
  archive: 'archived',
  unarchive: 'brought back',
  keep: 'kept',
  replace: 'replaced',
  delete: 'deleted',
  open: 'proposed',
  'amend-text': 'amended',
};

const MOST = 20;

/** For whoever pushed what was refused in the end; empty: nothing was done. */
export const toldOf = (done: Done): string => {
  if (done.size === 0) return '';
  const lines = [...done.values()];
  return [
    'Published before it was refused:',
    ...lines.slice(0, MOST).map((line) => `  ${line}`),
    ...(lines.length > MOST ? [`  … and ${lines.length - MOST} more`] : []),
    'Bring your branch in line with what is published: git pull --rebase',
  ].join('\n');
};
