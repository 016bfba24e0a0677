import { createHash } from 'node:crypto';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import { drawn, type ResponseTime } from '#kernel/sim/response.ts';
import { SYSTEM, type ActorId, type ArtifactId, type Instant, type SpaceId } from '#kernel/stream/event.ts';
import { codeowners, look, type ChangedFile } from '#practices/changes';
import { rewind } from '#kernel/time/working-time.ts';
import type { Corpus, SampleChange } from './corpus.ts';
import { called, spaceCalled, type Cast } from './people.ts';
import type { SampleWorld } from './world.ts';

const [MINUTE, HOUR] = [60_000, 3_600_000] as const;
const LOOKING: ResponseTime = { mu: Math.log(2.5 * HOUR), sigma: 0.9, never: 0.1 };

interface Watched {
  readonly id: ArtifactId;
  readonly name: string;
  readonly space: SpaceId;
  readonly owners: ReturnType<typeof codeowners>;
}

/** The changes of the quarter, in repositories that report to no forge: small ones ship at once, owners are asked about the rest. */
export const shipChanges = async (
  world: SampleWorld,
  cast: Cast,
  { repositories, changes }: Corpus['changes'],
): Promise<void> => {
  const known = new Map<string, Watched>();
  for (const { name, space, owners } of repositories) {
    const at = spaceCalled(cast, space).id;
    const id = world.id('repository', name);
    const watched = { protect: [], withoutChecks: false, production: ['production'], incidents: [] };
    await world.sent({
      by: SYSTEM,
      kind: 'repository',
      artifact: id,
      name: 'connect',
      data: { forge: null, name, space: at, ...watched },
    });
    known.set(name.split('/')[1] ?? name, { id, name, space: at, owners: codeowners(owners) });
  }
  const span = world.until - world.from;
  const shuffled = world.chance.of('changes').some(changes, changes.length);
  for (const [index, change] of shuffled.entries()) {
    const repository = known.get(change.repository);
    if (!repository) throw new Error(`no repository of the sample is called ${change.repository}`);
    const mine = world.chance.of('change', change.title);
    const share = (index + mine.next() * 0.8) / shuffled.length;
    ship(world, cast, change, repository, String(1_200 + index * 7), world.from + span * (0.03 + share * 0.9));
  }
};

const ship = (world: SampleWorld, cast: Cast, change: SampleChange, repository: Watched, key: string, when: Instant): void => {
  const { id, chance, after, at, sent, tried, now } = world;
  const mine = chance.of('change at work', change.title);
  const artifact = id('change', change.title);
  const author = called(cast, change.by);
  const head = createHash('sha1').update(`${repository.name} ${change.title}`).digest('hex');
  const opens = change.fresh ? rewind(world.timeOf(author), world.until, HOUR) : after(author, when, mine.between(0, 3));
  const people = Object.fromEntries([...cast.people].map(([login, actor]): [string, ActorId] => [login, actor]));
  const note = (state: 'open' | 'closed' | 'merged', moment: Instant) => ({
    ...{ by: SYSTEM, kind: 'change', artifact, name: 'note' },
    data: {
      ...{ repository: repository.id, repositoryName: repository.name, space: repository.space, key },
      people: { [change.by]: author },
      seen: {
        at: moment,
        snapshot: {
          ...{ title: change.title, text: change.says ?? '', url: null, login: change.by, head, base: 'main' },
          ...{ merge: state === 'merged' ? head.slice(0, 12) : null, state, labels: [], openedAt: opens },
          ...{ closedAt: state === 'open' ? null : moment, mergedBy: state === 'merged' ? change.by : null },
        },
        mentions: [],
      },
    },
  });
  const looked = look(change.files.map(fileOf), [repository.owners]);
  const asked = [...new Set(looked.owners.flatMap(({ owner }) => people[owner.slice(1)] ?? []))];
  const looks = {
    ...{ head, at: opens, score: looked.score, terms: [...looked.terms], own: { score: looked.score, terms: [...looked.terms] } },
    ...{ guards: [...looked.guards], files: looked.files, owners: [...looked.owners], asked, standIn: false },
    ...{ unowned: looked.unowned, faults: [], pieces: [], withoutChecks: false },
  };
  const say = (name: string, data: unknown) => ({ by: SYSTEM, kind: 'change', artifact, name, data });
  const to = (state: 'closed' | 'merged', moment: Instant): void => at(moment, () => tried(note(state, moment)));
  at(opens, () => sent(note('open', opens)));
  at(opens + 2 * MINUTE, () => tried(say('look', { looks })));
  at(opens + 9 * MINUTE, () => tried(say('see-checks', { head, state: 'green', at: opens + 9 * MINUTE })));
  const once = { objected: false };
  world.onAppended((entry) => {
    if (entry.artifact !== artifact) return;
    for (const { body, at: moment } of entry.events) {
      const event = body as RunEvent | SampleAsked;
      if (event.type === 'asked' && event.question === undefined) {
        const [who, took] = [event.actor, drawn(LOOKING, mine)];
        if (took === null || change.fresh || who === world.newcomer) continue;
        const objects = change.objects !== undefined && !once.objected;
        once.objected ||= objects;
        at(after(who, event.at, took / HOUR), async () => {
          const stance = objects ? { stance: 'object', reason: change.objects } : { stance: 'agree' };
          await tried({ by: who, kind: 'change', artifact, name: 'take-stance', data: stance });
          if (objects) to('closed', after(author, now(), mine.between(1, 5)));
        });
      } else if (event.type === 'outcome' && event.outcome === 'accepted') {
        const merged = after(author, moment, mine.between(0.1, 2));
        to('merged', merged);
        if (change.reverted !== undefined) at(after(author, merged, 14), () => tried(say('revert', { by: null, at: now() })));
      } else if (event.type === 'sample-asked') {
        const { asked: who } = event;
        at(after(who, moment, mine.between(1, 9)), () =>
          tried({
            by: who,
            kind: 'change',
            artifact,
            name: 'answer-sample',
            data: { found: mine.chance(0.8) ? 'sound' : 'better', words: 'Looked at it from end to end.' },
          }),
        );
      }
    }
  });
};

interface SampleAsked {
  readonly type: 'sample-asked';
  readonly asked: ActorId;
}

const fileOf = ({ path, added, deleted }: SampleChange['files'][number]): ChangedFile => ({
  ...{ path, from: null, how: deleted > 0 ? 'modified' : 'added', added, deleted },
  ...{ binary: false, submodule: false, light: null },
});
