import type { ArtifactId } from '#kernel/stream/event.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import type { Principal, Services } from '#server/route.ts';
import type { Place } from '../page.ts';
import { openProposals } from '../proposals/queries.ts';
import { begin, publish } from '../publishing.ts';
import { readText } from '../text.ts';

type Needed = Pick<Services, 'db' | 'directory' | 'send' | 'address'>;

/** By page, what this push proposes for it: the last text, and why, commit by commit. */
export type Proposed = Map<ArtifactId, ProposedText>;

interface ProposedText {
  readonly base: number;
  readonly body: string;
  readonly path: string;
  readonly reasons: readonly string[];
  readonly part: string;
  /** Of a page that is not there yet. */
  readonly place: Place | null;
}

/** One proposal for each page; a text for which its sender has one that is still open amends that. What is said of each. */
export const openAll = async (proposed: Proposed, principal: Principal, services: Needed): Promise<Result<readonly string[]>> => {
  const told: string[] = [];
  for (const [page, text] of proposed) {
    const opened = await openOne(page, text, principal, services);
    if (opened.refused) return { ...opened, message: `${text.path}: ${opened.message}` };
    if (opened.ok === null) continue;
    const { number, word } = opened.ok;
    told.push(`${word} #${number}: ${text.path}`, `  ${services.address}/decisions/${number}`);
  }
  return ok(told);
};

const openOne = async (
  page: ArtifactId,
  { base, body, reasons, part, place, path }: ProposedText,
  principal: Principal,
  services: Needed,
): Promise<Result<{ readonly number: number; readonly word: string } | null>> => {
  const reason = reasons.join('\n\n').slice(0, 2_000);
  if (place !== null) {
    const made = await begin(services, principal, {
      id: page,
      place,
      body,
      only: null,
      owners: [],
      reason,
      part,
      proposes: true,
    });
    return made.refused ? made : ok(made.ok.proposal && { number: made.ok.proposal.number, word: 'Proposed as' });
  }
  const mine = (await openProposals(services.db, principal, page, 50)).find(({ author }) => author === principal.actor);
  if (mine) {
    const { title } = readText(body, path.split('/').at(-1) ?? 'page');
    const data = { label: 'material', reason, title, base, text: body };
    const sent = await services.send({ kind: 'decision', artifact: mine.id, name: 'amend-text', data, refs: [page], part });
    if (!sent.refused) return ok({ number: mine.number, word: 'Amended' });
    return sent.code === 'nothing-changed' ? ok({ number: mine.number, word: 'Proposed already as' }) : sent;
  }
  const done = await publish(services, principal, { page, body, base, reason, exact: true, part, proposes: true });
  return done.refused ? done : ok(done.ok.proposal && { number: done.ok.proposal.number, word: 'Proposed as' });
};
