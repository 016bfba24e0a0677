import type { ArtifactId, OrgId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Db, Principal } from '#server/route.ts';
import type { Paragraph } from './blame.ts';
import { lengthOfTexts, textsOf } from './page-queries.ts';
import { blameTexts } from './texts-aside.ts';

/** Above this, who wrote what is not followed: the sum of all of a page's texts, in characters. */
const MOST_TO_FOLLOW = 20_000_000;
const MOST_KEPT = 500;

/** By organization, page and revision, of which none ever changes. The latest asked for last. */
const kept = new Map<string, readonly Paragraph[]>();

/** Which revision each paragraph of a page is from. The page was found through its reader's view. Refusals: `too-long`, `too-slow`, `busy`. */
export const lineageOf = async (
  db: Db,
  principal: Pick<Principal, 'keys'> & { readonly org: OrgId },
  page: ArtifactId,
  revision: number,
): Promise<Result<readonly Paragraph[]>> => {
  const key = `${principal.org} ${page} ${revision}`;
  const before = kept.get(key);
  if (before) {
    kept.delete(key);
    kept.set(key, before);
    return ok(before);
  }
  if ((await lengthOfTexts(db, principal, page, revision)) > MOST_TO_FOLLOW)
    return refuse('too-long', 'This page has too long a history to follow each paragraph. Compare its revisions instead.');
  const found = await blameTexts(await textsOf(db, principal, page, revision));
  if (found.refused) return found;
  kept.set(key, found.ok);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return found;
};
