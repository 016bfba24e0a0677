import type { ArtifactId } from '#kernel/stream/event.ts';
import { own } from '#kernel/stream/own.ts';
import type { Db, Principal } from '#server/route.ts';
import { scan } from './importing/reading/scan.ts';
import { looseAnchor } from './importing/reading/slug.ts';
import type { ReadText } from './text.ts';

/** Of one text so many pages are read for their headings, and of these those of so many characters; links into others are believed. */
const [MOST_PAGES, MOST_TEXT] = [100, 200_000];

/**
 * The addresses of a text whose anchor is no heading of the page to which they lead, as they are written. Signs and capitals alone make no difference,
 * as where they are followed. One statement at most.
 */
export const missingAnchors = async (
  db: Db,
  { org, keys }: Pick<Principal, 'org' | 'keys'>,
  { anchors, anchored }: Pick<ReadText, 'anchors' | 'anchored'>,
  links: Readonly<Record<string, ArtifactId>>,
): Promise<readonly string[]> => {
  const elsewhere = anchored.flatMap(({ address }) => own(links, address) ?? []);
  const pages = [...new Set(elsewhere)].slice(0, MOST_PAGES);
  const rows =
    pages.length === 0
      ? []
      : await db.rows<{ id: ArtifactId; body: string }>({
          name: 'handbook.bodies-of',
          text: `select id, state->>'body' as body from artifacts
                 where org = $1 and id = any($3::uuid[]) and kind = 'page' and status = 'published' and audience && $2::text[]
                   and length(state->>'body') <= ${MOST_TEXT}`,
          values: [org, keys, pages],
          byKey: true,
        });
  const known = new Map(rows.map(({ id, body }) => [id, scan(body, { mdx: false }).anchors]));
  return anchored.flatMap(({ href, address, anchor }) => {
    const there = address === '' ? anchors : known.get(own(links, address) ?? '');
    return there === undefined || leads(anchor, there) ? [] : [href];
  });
};

const leads = (raw: string, anchors: ReadonlySet<string>): boolean => {
  const anchor = unescaped(raw);
  if (anchor === '' || anchor === 'top' || anchor.startsWith(':~:') || anchors.has(anchor)) return true;
  const loose = looseAnchor(anchor);
  return [...anchors].some((one) => looseAnchor(one) === loose);
};

const unescaped = (anchor: string): string => {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
};
