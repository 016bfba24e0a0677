import type { Directory } from '#kernel/actors/directory.ts';
import { worldOf } from '#kernel/protocol/world.ts';
import type { ActorId, ArtifactId, Instant, OrgId } from '#kernel/stream/event.ts';
import { own } from '#kernel/stream/own.ts';
import type { Db } from '#server/route.ts';
import { intentsIn } from '../naming.ts';
import { codeowners } from '../owners/codeowners.ts';
import { maintainers } from '../owners/maintainers.ts';
import type { OwnersFile } from '../owners/owners.ts';
import { pathPattern } from '../owners/pattern.ts';
import { OWNERS_FILES } from '../repository/repository.ts';
import { together, type ChangedFile, type Score } from '../score.ts';
import type { ChangeState, Looks } from '../state.ts';
import { look } from '../verdict.ts';
import { around } from './queries.ts';
import type { RepositoryState } from './repository.ts';

interface Looking {
  readonly org: OrgId;
  readonly change: ArtifactId;
  readonly state: ChangeState;
  readonly repository: RepositoryState;
  readonly people: Readonly<Record<string, ActorId>>;
  readonly files: readonly ChangedFile[];
  /** A file as it stood before the change; null: there is none. */
  read(path: string): Promise<string | null>;
  readonly db: Db;
  readonly directory: Directory;
}

const DAY = 24 * 60 * 60_000;
const isHere = (directory: Directory, id: ActorId): boolean =>
  directory.actors.get(id)?.status === 'active' && directory.actors.get(id)?.kind !== 'team';

/** [C1–C3] How a change is looked at now: by the files that say who owns what as they stood before it, and with the pieces of its intent. */
export const looksFor = async ({ people, read, files, repository, directory, ...of }: Looking): Promise<Omit<Looks, 'at'>> => {
  const owners = await ownersFrom(read);
  const patterns = repository.protect.map((pattern) => pathPattern(pattern));
  const looked = look(files, owners, (path) => patterns.some((matches) => matches(path)));
  const asked = [...new Set(looked.owners.flatMap(({ owner }) => actorsOf(owner, people, directory)))];
  const standIn = asked.length === 0;
  const pieces = await piecesOf(of);
  const { score, terms } = together([looked, ...pieces.map(({ looks }) => looks)]);
  return {
    own: { score: looked.score, terms: looked.terms },
    ...{ head: of.state.seen.snapshot.head, score, terms, guards: looked.guards, files: looked.files, owners: looked.owners },
    asked: standIn ? [...(worldOf(directory, repository.space, {}).role('stewards') ?? [])] : asked,
    ...{ standIn, unowned: looked.unowned, withoutChecks: repository.withoutChecks },
    faults: owners.flatMap(({ faults }) => faults).slice(0, 50),
    pieces: pieces.map(({ id, number }) => ({ artifact: id, number })),
  };
};

const ownersFrom = async (read: Looking['read']): Promise<readonly OwnersFile[]> => {
  const found: OwnersFile[] = [];
  for (const path of OWNERS_FILES) {
    const text = await read(path);
    if (text === null) continue;
    found.push(codeowners(text, path));
    break;
  }
  const text = await read('MAINTAINERS');
  return text === null ? found : [...found, maintainers(text)];
};

/** `@ines`, `@northwind/platform`, `ines@northwind.example`: who that is here. A steward's word on who is who goes before names that are alike. */
const actorsOf = (owner: string, people: Looking['people'], directory: Directory): readonly ActorId[] => {
  const name = owner.replace(/^@+/, '').toLowerCase();
  const known = own(people, name);
  if (known !== undefined) return [known];
  const last = name.includes('@') ? name : (name.split('/').at(-1) ?? name);
  for (const actor of directory.actors.values()) {
    if (actor.status === 'left' || (actor.handle !== last && actor.mail?.toLowerCase() !== last)) continue;
    if (actor.kind === 'team') return (actor.members ?? []).filter((id) => isHere(directory, id));
    return isHere(directory, actor.id) ? [actor.id] : [];
  }
  return [];
};

interface Piece {
  readonly id: ArtifactId;
  readonly number: number;
  readonly looks: Score;
}

/** [C2] Others of the same repository, proposed within a day of it, that name the same task or issue. [C5] Whoever proposed them. */
const piecesOf = async ({
  org,
  change,
  state,
  db,
}: Pick<Looking, 'org' | 'change' | 'state' | 'db'>): Promise<readonly Piece[]> => {
  const intents = new Set(intentsOf(state));
  if (intents.size === 0) return [];
  const at: Instant = state.seen.snapshot.openedAt;
  const rows = await db.rows<{ id: string; number: number; state: ChangeState }>(
    around(org, state.repository, at - DAY, at + DAY),
  );
  return rows.flatMap(({ id, number, state: other }) => {
    const { snapshot } = other.seen;
    if (id === change || other.looks === null || snapshot.state === 'closed') return [];
    return intentsOf(other).some((one) => intents.has(one)) ? [{ id, number, looks: other.looks.own }] : [];
  });
};

const intentsOf = ({ seen: { snapshot, mentions } }: ChangeState): readonly string[] => [
  ...intentsIn(`${snapshot.title}\n${snapshot.text}`),
  ...mentions,
];
