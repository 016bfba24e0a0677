import { takesEffect } from '#kernel/protocol/run-event.ts';
import { SYSTEM, type EventRef } from '#kernel/stream/event.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import { nameId } from '#practices/protocols';

type Superseded = { readonly target: string };
type Superseding = { readonly source: string };

/** The decisions in whose place another is. */
const SUPERSEDED = `
  select l.target from links l join artifacts a on a.org = l.org and a.id = l.source
  where l.org = $1 and l.source = $2 and l.rel = 'supersedes' and a.kind = 'decision'`;

/** What is in effect in the place of a decision, the newest; what was itself superseded still replaces it. Of two that name each other the later holds. */
const SUPERSEDING = `
  select l.source from links l join artifacts a on a.org = l.org and a.id = l.source
  where l.org = $1 and l.target = $2 and l.rel = 'supersedes' and a.kind = 'decision' and a.status in ('accepted', 'superseded')
    and a.state -> 'run' ->> 'stay' is null
    and not exists (select from links o where o.org = l.org and o.source = l.target and o.target = l.source and o.rel = 'supersedes')
  order by a.closed_at desc, a.number desc limit 1`;

/**
 * [R11] What takes effect marks the decisions that it supersedes, and is marked itself where one that supersedes it is in effect already;
 * reopening it lets them hold again, and so does an answer received in time that undoes its outcome [A8].
 */
export const markSuperseded: ReactionMaker = ({ send, rows }) => ({
  name: 'decisions.superseded',
  types: new Set(['outcome', 'effect', 'resumed', 'decision-reopened', 'decision-restored']),
  react: async (event) => {
    const { org, artifact, version, kind, body } = event;
    if (kind !== 'decision') return;
    const reopened = body.type === 'decision-reopened' || (body.type === 'resumed' && 'undone' in body);
    const holds = takesEffect(body);
    if (!reopened && !holds && body.type !== 'decision-restored') return;
    const causedBy: EventRef = { artifact, version };
    const values = [org, artifact];
    const superseded =
      reopened || holds ? await rows<Superseded>({ name: 'decisions.superseded', text: SUPERSEDED, values }) : [];
    const superseding = reopened ? [] : await rows<Superseding>({ name: 'decisions.superseding', text: SUPERSEDING, values });
    const marks = [
      ...superseded.map(({ target }) => ({ other: target, marked: target, by: artifact })),
      ...superseding.map(({ source }) => ({ other: source, marked: artifact, by: source })),
    ];
    await Promise.all(
      marks.map(({ other, marked, by }) =>
        send({
          ...{ id: nameId('supersede', artifact, version, other), org, by: SYSTEM, kind: 'decision', artifact: marked, causedBy },
          ...(reopened ? { name: 'restore', data: { from: by } } : { name: 'supersede', data: { by } }),
        }),
      ),
    );
  },
});
