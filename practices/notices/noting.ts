import { absence } from '#kernel/stream/absence.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import type { StreamEvent } from '#kernel/stream/stream.ts';
import { momentOf } from './moment.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import { note, settingsOf, subjectOf, watchersOf, type NewNotice, type SubjectRow } from './queries.ts';
import { CHANNELS, paceOf, settingId } from './setting.ts';
import { HEARD, mayBeWatched, mayConcern, tidingsOf, type Tiding } from './tidings.ts';

/** [Quiet] Notes what somebody is to be told, and when. It is sent when that moment has come, if there is still something to tell. */
export const noteNotices: ReactionMaker = ({ directory: directoryOf, rows }) => {
  const watched = absence(async (org, artifact) => (await rows(watchersOf(org, artifact))).length > 0);
  const watchersFor = async (event: StreamEvent): Promise<readonly ActorId[]> => {
    const { org, artifact, parent } = event;
    if (!mayBeWatched(event) || !(await watched.has(org, parent ?? artifact))) return [];
    return (await rows<{ actor: ActorId }>(watchersOf(org, parent ?? artifact))).map(({ actor }) => actor);
  };
  const react = async (event: StreamEvent): Promise<void> => {
    const { org, artifact, at } = event;
    if (event.body.type === WATCHED) return watched.forget(org);
    const watchers = await watchersFor(event);
    if (watchers.length === 0 && !mayConcern(event)) return;
    const directory = await directoryOf(org);
    const [subject] = await rows<SubjectRow>(subjectOf(org, artifact));
    const tidings = tidingsOf(event, subject?.author ?? null, directory, watchers);
    if (!subject || tidings.length === 0) return;
    const settings = await rows<{ id: string; state: unknown }>(
      settingsOf(
        org,
        tidings.map(({ actor }) => settingId(actor)),
      ),
    );
    const states = new Map(settings.map(({ id, state }) => [id, state]));
    const notices = tidings.flatMap(({ actor, about, due }): readonly NewNotice[] => {
      const weight = { about, due, urgent: subject.urgent && asks({ about }), loud: asks({ about }) ? loudBy(subject) : null };
      const calendars = directory.actors.get(actor)?.calendars ?? [];
      return CHANNELS.flatMap((channel) => {
        const dueAt = momentOf(weight, paceOf(states.get(settingId(actor)), channel), calendars, at);
        return dueAt === null ? [] : [{ actor, channel, about, loud: weight.loud, dueAt }];
      });
    });
    if (notices.length > 0) await rows(note(event, notices));
  };
  return { name: 'notices', types: new Set([...HEARD, WATCHED]), react };
};

const WATCHED = 'artifact-watched';

const asks = ({ about }: Pick<Tiding, 'about'>): boolean => about === 'asked' || about === 'reminded';

/** The protocol itself says that it cannot wait. */
const loudBy = ({ protocol, protocol_urgent }: SubjectRow): string | null =>
  protocol_urgent && protocol !== null ? `the protocol ${protocol} says that it cannot wait` : null;
