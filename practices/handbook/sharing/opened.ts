import { ORG_KEY, spaceKey } from '#kernel/actors/access.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import type { ShownOutside } from '#server/route.ts';
import { shareFault } from './share-decider.ts';
import { filesOfPage, openByHash, type OpenRow, type OutsideFile } from './share-queries.ts';
import { hashOfToken, type ShareServices } from './shares.ts';
import type { Standing } from '../page.ts';

export interface Opened extends Omit<OpenRow, 'state'> {
  readonly state: Standing;
}

/** As tokens are written: 256 bits in base64url. */
const TOKEN = /^[\w-]{43}$/;

/** [safety] What a token leads to now; null: nothing, for whatever reason. Asked anew for everything that is shown. */
export const openedBy = async (token: string, services: ShareServices): Promise<Opened | null> => {
  const row = TOKEN.test(token) ? await openByHash(services.db, hashOfToken(token)) : null;
  if (row?.state.status !== 'published') return null;
  const directory = await services.directory(row.org);
  return shareFault(row.state, row.link.author, directory) === null ? { ...row, state: row.state } : null;
};

export const sourceOf = ({ body, links, broken }: Standing) => ({ text: body, links, broken });

/** Files that the page names and that go with it. */
export const filesOf = async (
  { org, audience, state }: Pick<Opened, 'org' | 'audience' | 'state'>,
  services: ShareServices,
  wanted: ArtifactId | null = null,
): Promise<readonly OutsideFile[]> => {
  const { ids } = await services.named(org, sourceOf(state));
  const asked = wanted === null ? ids : ids.filter((id) => id === wanted);
  return asked.length === 0 ? [] : filesOfPage(services.db, org, { audience, keys: roomOf(state), ids: asked });
};

/** Whoever writes in its space sees what is for all in it, and for all of the organization. */
const roomOf = ({ space }: Standing): readonly string[] => [ORG_KEY, ...(space === null ? [] : [spaceKey(space)])];

/** Where files are shown outside, and pages, if any. */
export const shownOf = (
  files: readonly OutsideFile[],
  addressOf: (file: OutsideFile) => string,
  page: ShownOutside['page'] = () => null,
): ShownOutside => {
  const byId = new Map(files.map((file) => [file.id, file]));
  return {
    page,
    file: (id) => {
      const file = byId.get(id);
      if (!file) return null;
      const { name, mime: type, width, height } = file;
      return { address: addressOf(file), name, type, width, height };
    },
  };
};
