import type { Protocol } from '#kernel/protocol/document.ts';
import { stricter } from '#kernel/protocol/floors.ts';
import type { Context } from '#kernel/stream/decider.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { beginRun, declareTriggers, maySee, namesToNote } from '#practices/protocols';
import { openAudience, quotesTold } from './audience.ts';
import { EMPTY_BODY, pastReview, titleOf, withGiven, type Proposed } from './body.ts';
import type { Data } from './commands.ts';
import type { DecisionEvent, KeptQuote, Quote } from './events.ts';
import { factsOf } from './facts.ts';
import { withFollowing, worldFor } from './run.ts';
import { same } from '#kernel/stream/same.ts';
import { absentFault } from '#practices/people';
import { homeFault } from '#practices/spaces';
import type { DecisionState, Draft } from './state.ts';

type Events = Result<readonly DecisionEvent[]>;

export const draft = (state: DecisionState | null, data: Data<'draft'>, context: Context): Events => {
  if (state !== null) return refuse('already-drafted', 'This decision exists already.');
  const { title: given, space, audience = null, quotes = [], ...fields } = data;
  const title = titleOf(given);
  if (title.refused) return title;
  const fault = homeFault(space, context, 'decide') ?? (audience === null ? null : absentFault(audience, '/audience', context));
  if (fault) return fault;
  const body = withGiven(EMPTY_BODY, fields, context);
  if (body.refused) return body;
  const kept = keptQuotes(quotes, context);
  if (kept.refused) return kept;
  return ok([
    {
      type: 'decision-drafted',
      title: title.ok,
      body: body.ok,
      space,
      audience: audience === null ? null : [...new Set(audience)],
      quotes: kept.ok,
    },
    ...noted(context),
  ]);
};

/** What the log calls its author. */
const noted = ({ by, directory }: Context): readonly DecisionEvent[] => {
  const names = namesToNote([], [by], {}, directory);
  return names === null ? [] : [{ type: 'names-noted', names }];
};

const LONGEST_QUOTE = 20_000;
const LONGEST_CONVERSATION = 300_000;

/** [safety] Quoted is what the sender sees, with who else does. A long passage is cut. */
const keptQuotes = (quotes: readonly Quote[], { refs }: Context): Result<readonly KeptQuote[]> => {
  const kept: KeptQuote[] = [];
  let length = 0;
  for (const [index, quote] of quotes.entries()) {
    const source = refs.get(quote.from);
    if (!source)
      return refuse('not-found', 'There is nothing here with this id that you can see.', { field: `/quotes/${index}/from` });
    const text = quote.text.length > LONGEST_QUOTE ? `${quote.text.slice(0, LONGEST_QUOTE).toWellFormed()}…` : quote.text;
    length += text.length;
    if (length > LONGEST_CONVERSATION) break;
    kept.push({ ...quote, text, audience: source.audience });
  }
  return ok(kept);
};

export const revise = (state: Draft, data: Data<'revise'>, context: Context): Events => {
  const { title: given, ...fields } = data;
  const title = titleOf(given ?? state.title);
  if (title.refused) return title;
  const body = withGiven(state.body, fields, context);
  if (body.refused) return body;
  return ok(
    same([title.ok, body.ok], [state.title, state.body]) ? [] : [{ type: 'decision-revised', title: title.ok, body: body.ok }],
  );
};

/** What begins a run on a decision, the closest first: a protocol for decisions goes before one for any proposal. */
const TRIGGERS = ['decision.drafted', 'decision.opened', 'proposal.opened'] as const;

/** What begins a run on a proposed text: the protocol that asks contributors first, too, goes before the one for all others. */
const PAGE_TRIGGERS = ['page.changed', 'page.proposed'] as const;

const RULE_TRIGGERS = ['protocol.changed'] as const;

/** Of a decision, the closest first. */
export const triggersOf = ({ proposes }: Draft['body']): readonly string[] =>
  proposes === null ? TRIGGERS : proposes.rule === null ? PAGE_TRIGGERS : RULE_TRIGGERS;

export const ALL_TRIGGERS = declareTriggers([...TRIGGERS, ...PAGE_TRIGGERS, ...RULE_TRIGGERS]);

/** [P5] A change of a protocol is judged by the stricter of the version in force and the protocol by which protocols are changed. */
const proposing = (protocol: Protocol, { alone, rule }: Proposed): Protocol => {
  if (alone) return askingNobody(protocol);
  return rule?.before ? stricter(protocol, rule.before) : protocol;
};

/** Whoever is alone here waits for nobody. [R7] What is skipped is recorded as skipped. */
const askingNobody = (protocol: Protocol): Protocol => ({
  ...protocol,
  steps: protocol.steps.map((step) => ({ ...step, skip_if: 'p.alone' })),
});

/** [P3] [P4] Opens the draft under the most specific protocol that applies, and pins its version. */
export const open = (state: Draft, context: Context): Events => {
  const { proposes } = state.body;
  const fault =
    incomplete(state) ??
    pastReview(state.body.reviewOn, context) ??
    // Whoever may read a page may propose a text for it.
    (proposes === null ? homeFault(state.space, context, 'decide') : null) ??
    quotesTold(state, '/quotes') ??
    affectedBlind(state, context);
  if (fault) return fault;
  const { body, title, author } = state;
  const begun = beginRun(
    {
      ...{ kind: proposes === null ? 'decision' : 'page', title, author, space: state.space },
      ...{ audience: openAudience(state), facts: factsOf(body), irreversible: !body.reversible, urgent: body.urgent },
    },
    triggersOf(body),
    context,
    { world: worldFor(state, context), ...(proposes && { judged: (protocol) => proposing(protocol, proposes) }) },
  );
  if (begun.refused) return begun;
  const { protocol, events } = begun.ok;
  if (events.some((event) => event.type === 'outcome' && event.outcome !== 'accepted')) return nobodyToAsk(protocol.id);
  return ok(withFollowing(state, [{ type: 'decision-opened', protocol }], events, context));
};

/** [R7] Rather a draft than a decision that ended because nobody was asked. */
const nobodyToAsk = (protocol: string): Refusal =>
  refuse(
    'nobody-to-ask',
    `Nobody whom ${protocol} names can be asked here. Say whom it affects, name who sees it, or open it in a space with contributors.`,
    { field: '/affected' },
  );

const incomplete = ({ body, record }: Draft): Refusal | null => {
  if (body.problem.trim() === '')
    return refuse('incomplete', 'Say which problem this decides, before others are asked.', { field: '/problem' });
  if (body.recommendation.trim() === '' && record === undefined)
    return refuse('incomplete', 'Say what you recommend and why, before others are asked.', { field: '/recommendation' });
  return null;
};

/** [safety] Whom it affects must see it. */
const affectedBlind = (state: Draft, { directory }: Context): Refusal | null => {
  const audience = openAudience(state);
  const at = state.body.affected.findIndex((id) => {
    const actor = directory.actors.get(id);
    const people = actor?.kind === 'team' ? (actor.members ?? []) : [id];
    return people.some((one) => directory.actors.get(one)?.status === 'active' && !maySee(one, audience, directory));
  });
  if (at < 0) return null;
  const name = directory.actors.get(state.body.affected[at] ?? '')?.name ?? 'Somebody';
  return refuse('affected-shut-out', `${name} is affected and could not see it. Open it in another space, or name them.`, {
    field: `/affected/${at}`,
  });
};
