import { directoryOf } from '#kernel/actors/build.ts';
import type { Deciders } from '#kernel/stream/commands.ts';
import type { Decider } from '#kernel/stream/decider.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import { comment, commentSentence, commentSilence, discussionsTaken, link, linkSentence, mark } from '#practices/comments';
import { changes } from '#practices/changes';
import { decisions } from '#practices/decisions';
import {
  agent,
  agentSentence,
  leaveTeams,
  orphanAgents,
  peopleInDirectory,
  person,
  personSentence,
  team,
  teamSentence,
} from '#practices/people';
import { handbook, pagesInDirectory } from '#practices/handbook';
import { meetings } from '#practices/meetings';
import { notices } from '#practices/notices';
import { planning } from '#practices/planning';
import { protocols, type Governed } from '#practices/protocols';
import { requests } from '#practices/requests';
import { leaveSpaces, organization, organizationSentence, space, spaceSentence, spacesInDirectory } from '#practices/spaces';
import type { Sentences, Silence } from '#practices/stream';
import { work } from '#practices/work';
import type { Takes } from './route.ts';
import type { DirectorySource } from '#store/directory.ts';

/** Every kind of artifact. A practice adds its deciders here, in one line. */
const kinds: readonly Decider<unknown>[] = [
  ...[organization, space, person, team, agent, comment, mark, link],
  ...decisions.deciders,
  ...requests.deciders,
  ...changes.deciders,
  ...handbook.deciders,
  ...meetings.deciders,
  ...work.deciders,
  ...planning.deciders,
  ...notices.deciders,
  ...protocols.deciders,
];

export const deciders: Deciders = new Map(kinds.map((decider) => [decider.kind, decider]));

export const directoryKinds: ReadonlySet<string> = new Set(kinds.filter(({ directory }) => directory).map(({ kind }) => kind));

/** The others: who somebody is does not change by a command to one of these. */
export const ordinaryKinds: ReadonlySet<string> = new Set(kinds.flatMap(({ kind, directory }) => (directory ? [] : [kind])));

/** How the kinds that every decision may consult are read. */
const whole = { ...peopleInDirectory, ...spacesInDirectory };
const readers = { ...whole, ...pagesInDirectory };

export const directorySource: DirectorySource = {
  kinds: Object.keys(whole),
  some: Object.keys(pagesInDirectory),
  build: (org, version, parts) => directoryOf(org, version, parts, readers),
};

/** What protocols govern, so that its past can be told again. */
export const governed: readonly Governed[] = [
  ...decisions.governed,
  ...requests.governed,
  ...changes.governed,
  ...meetings.governed,
  ...protocols.governed,
];

/** What of each practice goes along with whoever takes everything away. */
export const takes: readonly Takes[] = [
  ...handbook.takes,
  ...decisions.takes,
  ...requests.takes,
  ...changes.takes,
  ...meetings.takes,
  ...work.takes,
  ...planning.takes,
  ...protocols.takes,
  discussionsTaken,
];

/** What happens because of an event. */
export const reactionMakers: readonly ReactionMaker[] = [
  leaveTeams,
  orphanAgents,
  leaveSpaces,
  ...protocols.reactions,
  ...decisions.reactions,
  ...changes.reactions,
  ...handbook.reactions,
  ...meetings.reactions,
  ...work.reactions,
  ...planning.reactions,
  ...notices.reactions,
];

/** What the feed says of each kind's events. A kind without sentences is not in the feed. */
export const sentences: Sentences = {
  organization: organizationSentence,
  space: spaceSentence,
  person: personSentence,
  team: teamSentence,
  agent: agentSentence,
  comment: commentSentence,
  link: linkSentence,
  ...decisions.sentences,
  ...requests.sentences,
  ...changes.sentences,
  ...handbook.sentences,
  ...meetings.sentences,
  ...work.sentences,
  ...planning.sentences,
  ...protocols.sentences,
};

/** The types of events of which these never say anything. */
export const silence: Silence = {
  comment: commentSilence,
  ...decisions.silence,
  ...requests.silence,
  ...changes.silence,
  ...handbook.silence,
  ...meetings.silence,
  ...work.silence,
  ...planning.silence,
  ...protocols.silence,
};
