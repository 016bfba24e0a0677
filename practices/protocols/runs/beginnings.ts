import { SYSTEM, type ActorId, type ArtifactId, type SpaceId } from '#kernel/stream/event.ts';
import type { ReactionMaker, ReactionServices } from '#kernel/stream/reaction.ts';
import type { StreamEvent } from '#kernel/stream/stream.ts';
import { nameId } from '../name-id.ts';
import type { runCommands } from './run.ts';
import type { z } from 'zod';

type Begin = z.output<(typeof runCommands)['begin']>;

/** The run that an event begins has an id made of the event: heard twice, it begins once. */
const beginRun = async ({ org, artifact, version }: StreamEvent, data: Begin, { send }: ReactionServices): Promise<void> => {
  const id = nameId('run', artifact, version, data.trigger);
  await send({
    ...{ id: nameId('begin', artifact, version, data.trigger), org, by: SYSTEM, kind: 'run', artifact: id, name: 'begin', data },
    ...{ refs: [], causedBy: { artifact, version } },
  });
};

interface Came {
  readonly trigger: string;
  readonly title: string;
  readonly author: ActorId;
  readonly space: SpaceId | null;
}

/** [P2] The time of a protocol's schedule has come. */
export const beginBySchedule: ReactionMaker = (services) => ({
  name: 'runs.schedule',
  types: new Set(['page-schedule-came']),
  react: (event) => {
    const { trigger, title, author, space } = event.body as Came & StreamEvent['body'];
    return beginRun(event, { trigger, title, author, space, protocol: event.artifact, about: null, facts: {} }, services);
  },
});

const FOUNDED = `
  select ($2::float8 / 1000 - extract(epoch from opened_at)) / 86400 as days from artifacts where org = $1 and id = $1 and kind = 'organization'`;

/** Somebody has joined: they are asked nothing; whoever the protocol names is. */
export const welcome: ReactionMaker = (services) => ({
  name: 'runs.joined',
  types: new Set(['person-joined']),
  react: async (event) => {
    const person: ArtifactId = event.artifact;
    const [founded] = await services.rows<{ days: number }>({
      ...{ name: 'runs.founded', text: FOUNDED, values: [event.org, event.at] },
    });
    const facts = founded ? { days_since_founding: Math.floor(founded.days) } : {};
    const { name } = event.body as { readonly name: string } & StreamEvent['body'];
    const data = {
      trigger: 'person.joined',
      title: `${name} joins`,
      author: person,
      about: person,
      space: null,
      protocol: null,
      facts,
    };
    return beginRun(event, data, services);
  },
});
