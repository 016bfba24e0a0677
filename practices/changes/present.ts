import { calledIn } from '#kernel/actors/names.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { own } from '#kernel/stream/own.ts';
import { presentLink } from '#practices/comments';
import { spaceShown } from '#practices/spaces';
import { iso, type Principal } from '#server/route.ts';
import { ours } from './issues/issue-text.ts';
import { waitsUntil } from './following.ts';
import type { SubjectRow } from './queries.ts';
import type { ChangeReply } from './reply.ts';
import { checksOf, currentRun, lastRun, looksOf, statusOf } from './state.ts';
import { becauseOf, verdictLine } from './telling.ts';

type Markdown = (source: string) => Promise<string>;

const at = (moment: number | null | undefined): string | null => (typeof moment === 'number' ? iso(moment) : null);

/** A change as one reader sees it. */
export const presentChange = async (
  row: SubjectRow,
  { principal, directory }: { readonly principal: Principal; readonly directory: Directory },
  markdown: Markdown,
): Promise<ChangeReply> => {
  const { state } = row;
  const { snapshot } = state.seen;
  const named = (id: string) => ({ id, name: calledIn(directory, id, state.names[id]) });
  const by = (login: string) => {
    const actor = own(state.people, login.toLowerCase()) ?? null;
    return { id: actor, name: actor === null ? login : named(actor).name };
  };
  const looks = looksOf(state);
  const run = currentRun(state);
  const brought = new Set(Object.values(state.rounds.at(-1)?.brought ?? {}).map((key) => key.split(' ').slice(0, 2).join(' ')));
  const [deployment] = row.deployments;
  return {
    ...{ id: row.id, number: row.number, version: row.version, title: snapshot.title, status: statusOf(state) },
    ...{ text: snapshot.text, html: await markdown(ours(snapshot.text, state.repositoryName)), url: snapshot.url },
    repository: { id: state.repository, name: state.repositoryName },
    ...{ key: state.key, space: spaceShown(state.space, principal.actor, directory), author: by(snapshot.login) },
    ...{ head: snapshot.head, branch: snapshot.base, labels: snapshot.labels, checks: checksOf(state) },
    ...{ openedAt: iso(snapshot.openedAt), closedAt: at(snapshot.closedAt), now: iso(row.now) },
    verdict: verdictLine(state),
    looks: looks && {
      ...{
        score: looks.score,
        terms: [...looks.terms],
        guards: [...looks.guards],
        files: looks.files,
        owners: [...looks.owners],
      },
      ...{ asked: looks.asked.map(named), standIn: looks.standIn, unowned: looks.unowned, faults: looks.faults.slice(0, 20) },
      pieces: looks.pieces.map(({ number }) => ({ number })),
    },
    because: [...becauseOf(run)],
    protocol: run === null ? null : (state.rounds.at(-1)?.protocol ?? null),
    failed: state.failed?.head === snapshot.head ? state.failed.because : null,
    waitsUntil: at(waitsUntil(state)),
    hasRun: lastRun(state) !== null,
    said: Object.values(state.said)
      .toSorted((a, b) => a.saidAt - b.saidAt)
      .flatMap(({ id, login, saidAt, verdict, text, url }) =>
        verdict === 'gone' || (verdict === 'none' && text === '')
          ? []
          : [{ by: by(login), at: iso(saidAt), verdict, text, url, counts: verdict !== 'none' && brought.has(id) }],
      ),
    shipped: state.shipped && { at: iso(state.shipped.at), alone: state.shipped.alone },
    deployed: deployment ? { at: iso(deployment.at), to: deployment.title, status: deployment.status } : null,
    reverted: state.reverted && { at: iso(state.reverted.at), by: row.undoneBy },
    sample: state.sample && {
      ...{ asked: named(state.sample.asked), status: state.sample.status, dueAt: iso(state.sample.clock.dueAt) },
      ...{ found: state.sample.found, words: state.sample.words },
    },
    ...{ comments: row.comments, links: row.links.map(presentLink) },
  };
};
