import type { EventRef } from '#kernel/stream/event.ts';
import { takesEffect } from '#kernel/protocol/run-event.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import { nameId } from '#practices/protocols';

type Row = { readonly target: string };

/** The decisions in whose place another is. */
const SUPERSEDED = `
  select l.target from links l join artifacts a on a.org = l.org and a.id = l.source
  where l.org = $1 and l.source = $2 and l.rel = 'supersedes' and a.kind = 'decision'`;

/** [R11] Accepting a decision marks those that it supersedes; reopening it lets them hold again. */
export const markSuperseded: ReactionMaker = ({ send, rows }) => ({
  name: 'decisions.superseded',
  types: new Set(['outcome', 'effect', 'decision-reopened']),
  react: async (event) => {
    const { org, artifact, version, kind, body } = event;
    if (kind !== 'decision') return;
    const accepted = takesEffect(body);
    if (!accepted && body.type !== 'decision-reopened') return;
    const causedBy: EventRef = { artifact, version };
    const found = await rows<Row>({ name: 'decisions.superseded', text: SUPERSEDED, values: [org, artifact] });
    await Promise.all(
      found.map(({ target }) =>
        send({
          ...{
            id: nameId('supersede', artifact, version, target),
            org,
            by: SYSTEM,
            kind: 'decision',
            artifact: target,
            causedBy,
          },
          ...(accepted ? { name: 'supersede', data: { by: artifact } } : { name: 'restore', data: { from: artifact } }),
        }),
      ),
    );
  },
});
