import { SYSTEM } from '#kernel/stream/event.ts';
import { nameId } from '#kernel/stream/name-id.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';

/** A page went into another space, or is seen by others: what hangs on it goes with it. */
export const filesFollow: ReactionMaker = ({ send, rows }) => ({
  name: 'files.follow',
  types: new Set(['page-moved', 'page-restricted', 'page-owned']),
  react: async ({ org, artifact, version }) => {
    const found = await rows<{ id: string }>({
      name: 'handbook.files-that-follow',
      text: `select id from artifacts where org = $1 and parent = $2 and kind = 'file' and status = 'kept'`,
      values: [org, artifact],
    });
    for (const { id } of found)
      await send({
        id: nameId('file follows', artifact, version, id),
        ...{ org, by: SYSTEM, kind: 'file', artifact: id, name: 'follow', data: {}, refs: [artifact] },
        causedBy: { artifact, version },
      });
  },
});
