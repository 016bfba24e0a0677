import type { DirectoryReader } from '#kernel/actors/build.ts';
import { acknowledgement } from './acknowledgement-decider.ts';
import { acknowledgementRoutes } from './acknowledgement-routes.ts';
import { careRoutes } from './care-routes.ts';
import { draftRoutes } from './drafts/draft-routes.ts';
import { file } from './file-decider.ts';
import { filesFollow } from './file-reactions.ts';
import { fileRoutes } from './file-routes.ts';
import { filesTaken } from './file-taking.ts';
import { galleryRoutes } from './gallery/routes.ts';
import { gitRoutes } from './git/git-routes.ts';
import { handbookTaken } from './git/taking.ts';
import { importRoutes } from './importing/routes.ts';
import { page } from './page-decider.ts';
import { settleNames } from './name-reactions.ts';
import { followPages, healLinks, settlePages } from './page-reactions.ts';
import type { PageState } from './page.ts';
import { pageReadRoutes } from './page-read-routes.ts';
import { pageWriteRoutes } from './page-write-routes.ts';
import { writingRoutes } from './writing/writing-routes.ts';
import { followProposals, publishAccepted } from './proposals/accepted.ts';
import { proposalRoutes } from './proposals/routes.ts';
import { openRoutes } from './sharing/open-routes.ts';
import { publicRoutes } from './sharing/public-routes.ts';
import { share } from './sharing/share-decider.ts';
import { shareRoutes } from './sharing/share-routes.ts';
import { strayRoutes } from './strays/stray-routes.ts';
import { acknowledgementSentence, acknowledgementSilence, pageSentence, pageSilence, shareSentence } from './sentences.ts';

export { handbookDrafts, type Drafts, type Socket } from './drafts/drafts.ts';
export { handbookImports, type Imports } from './importing/imports.ts';
export { MOST_BYTES, packed, PART_BYTES, type PackedFile } from './importing/packing.ts';
export { readAside } from './importing/reading/aside.ts';
export { sentenceOf } from './importing/reading/remarks.ts';
export { pageShares, type Shares } from './sharing/shares.ts';
export { page } from './page-decider.ts';
export { viewOf as handbookRepository } from './git/views.ts';
export type { PageEvent, PageState } from './page.ts';
export { ranksAfter } from './place.ts';
export { publishNew } from './publishing-new.ts';
export { readText } from './text.ts';

/** How a page that holds a protocol is read into the organization's directory. */
export const pagesInDirectory = {
  page: ({ id, state: read }) => {
    const state = read as PageState;
    if (state.status !== 'published' || state.protocol === null) return null;
    return { is: 'protocol', protocol: { artifact: id, version: state.revision, space: state.space, protocol: state.protocol } };
  },
} satisfies Record<string, DirectoryReader>;

/** What the server composes. */
export const handbook = {
  deciders: [page, file, share, acknowledgement],
  takes: [handbookTaken, filesTaken],
  routes: [
    ...careRoutes,
    ...writingRoutes,
    ...pageReadRoutes,
    ...pageWriteRoutes,
    ...strayRoutes,
    ...proposalRoutes,
    ...galleryRoutes,
    ...draftRoutes,
    ...acknowledgementRoutes,
    ...fileRoutes,
    ...importRoutes,
    ...gitRoutes,
    ...shareRoutes,
    ...openRoutes,
    ...publicRoutes,
  ],
  sentences: { page: pageSentence, share: shareSentence, acknowledgement: acknowledgementSentence },
  silence: { page: pageSilence, acknowledgement: acknowledgementSilence },
  reactions: [filesFollow, settlePages, settleNames, healLinks, followPages, publishAccepted, followProposals],
} as const;
