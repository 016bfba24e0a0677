import { z } from 'zod';
import type { Receipt } from '#kernel/stream/commands.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { refuse, type Result } from '#kernel/stream/refusal.ts';
import { answer, route, text, uuid, type Answer, type Principal, type Question, type Services } from '#server/route.ts';
import type { Governed } from '../backtest/governed.ts';
import { ballot, type RunAct } from './acts.ts';
import { presentRun, runReply } from './present-run.ts';

interface RunServices extends Services {
  readonly governed: readonly Governed[];
}

type Row = {
  readonly id: ArtifactId;
  readonly kind: string;
  readonly number: number;
  readonly version: number;
  readonly title: string;
  readonly status: string;
  readonly state: unknown;
};

/** What has a run, by id or number, where the reader may see it. */
const hostOf = ({ org, keys }: Principal, id: string | number, kinds: readonly string[]): Question => ({
  name: typeof id === 'number' ? 'runs.by-number' : 'runs.by-id',
  text: `
    select id, kind, number::int, version::int, title, status, state from artifacts
    where org = $1 and ${typeof id === 'number' ? 'number = $3' : 'id = $3::uuid'} and kind = any($4::text[]) and number > 0 and audience && $2::text[]`,
  values: [org, keys, id, kinds],
  byKey: true,
});

const params = z.strictObject({
  id: z.union([uuid, z.coerce.number<number | string>('must be an id or a number like 142').int().min(1).max(2_147_483_647)]),
});
const about = params.extend({ actor: uuid });
const words = text(20_000);
const said = words.min(1, 'must not be empty');
const NONE = refuse('not-found', 'There is no run here that you can see.');

const find = async (id: string | number, principal: Principal, { db, governed }: RunServices): Promise<Row | null> => {
  const kinds = governed.map(({ kind }) => kind);
  const [row] = await db.rows<Row>(hostOf(principal, id, kinds));
  return row ?? null;
};

const changed = z.object({ id: z.string(), number: z.number(), version: z.number() });
type Changed = z.output<typeof changed>;
const changedBy = ({ artifact, number, version }: Receipt): Changed => ({ id: artifact, number, version });

type Named<N extends RunAct['name']> = Extract<RunAct, { readonly name: N }>['data'];

/** Sends to the artifact on which it runs, whatever kind it is: its own table says who may. */
const send = async <N extends RunAct['name']>(
  { params: { id }, principal }: { readonly params: { readonly id: string | number }; readonly principal: Principal },
  services: RunServices,
  name: N,
  data: Named<N>,
): Promise<Result<Answer<Changed>>> => {
  const row = await find(id, principal, services);
  if (row === null) return NONE;
  const sent = await services.send({ kind: row.kind, artifact: row.id, name, data });
  return sent.refused ? sent : answer(changedBy(sent.ok), sent.ok.version);
};

const base = { tag: 'runs', who: 'member', changes: 'run', reply: changed, method: 'POST' } as const;
const onRun = { ...base, params } as const;
const onOne = { ...base, params: about } as const;

/** [P3] What runs on an artifact, and what one may do to it: the same for every kind that protocols govern. */
export const runRoutes = [
  route({
    method: 'GET',
    path: '/api/runs/:id',
    name: 'runs.look',
    summary: 'Read the run on an artifact: who is asked, why its window ends when it ends, what was said, what you may do',
    tag: 'runs',
    who: 'member',
    params,
    reply: runReply.extend({
      artifact: z.object({
        ...{ id: z.string(), kind: z.string(), number: z.number(), version: z.number(), title: z.string(), status: z.string() },
      }),
    }),
    async act({ params: { id }, principal }, services: RunServices) {
      const row = await find(id, principal, services);
      const kind = services.governed.find((one) => one.kind === row?.kind);
      if (!row || !kind) return NONE;
      const [directory, now] = await Promise.all([services.directory(principal.org), services.now()]);
      const [run, around] = [kind.run(row.state), kind.around(row.state, directory)];
      if (run === null || around === null) return refuse('not-open', 'Nobody has been asked about this.');
      const markdown = (source: string) => services.markdown(principal, source);
      const shown = await presentRun(run, around.world, { by: principal.actor, directory, now, markdown });
      const { state: _, ...artifact } = row;
      return answer({ artifact, ...shown }, row.version);
    },
  }),
  route({
    ...onRun,
    path: '/api/runs/:id/stances',
    name: 'runs.take-stance',
    summary: 'Agree, abstain, object with a reason, or cast a ballot',
    description:
      'Your latest stance counts. An objection after the outcome is recorded and undoes nothing; with `newInformation` it asks to reopen. Where the step is voted on, to agree is to cast a `ballot` over its options. Refused with `reason-required`, `alternative-required`, `ballot-asked`, `unknown-option`.',
    body: z.strictObject({
      stance: z.enum(['agree', 'abstain', 'object']),
      reason: words.exactOptional(),
      alternative: words.exactOptional(),
      newInformation: words.exactOptional(),
      ballot: ballot.exactOptional(),
    }),
    act: (asked, services: RunServices) => send(asked, services, 'take-stance', asked.body),
  }),
  route({
    ...onRun,
    path: '/api/runs/:id/answers',
    name: 'runs.answer',
    summary: 'Give the answer, review or advice that a step asks of you',
    body: z.strictObject({ text: words.exactOptional() }),
    act: (asked, services: RunServices) => send(asked, services, 'answer', asked.body),
  }),
  route({
    ...onRun,
    path: '/api/runs/:id/passes',
    name: 'runs.pass-on',
    summary: 'Pass your place on to somebody else',
    body: z.strictObject({ to: uuid, reason: words.exactOptional() }),
    act: (asked, services: RunServices) => send(asked, services, 'pass-on', asked.body),
  }),
  route({
    ...onOne,
    path: '/api/runs/:id/objections/:actor/replies',
    name: 'runs.reply-to-objection',
    summary: 'Reply to an objection; the objector owes an answer',
    description: 'From the objector themself it is that answer.',
    body: z.strictObject({ text: said }),
    act: (asked, services: RunServices) =>
      asked.params.actor === asked.principal.actor
        ? send(asked, services, 'answer-reply', asked.body)
        : send(asked, services, 'reply-to-objection', { whose: asked.params.actor, ...asked.body }),
  }),
  route({
    ...onOne,
    path: '/api/runs/:id/objections/:actor/resolutions',
    name: 'runs.resolve-objection',
    summary: 'Say that an objection no longer stands: resolved, withdrawn, invalid or overruled',
    description: 'Who may do which is the protocol’s. `invalid` and `overruled` need a reason.',
    body: z.strictObject({ as: z.enum(['resolved', 'withdrawn', 'invalid', 'overruled']), reason: words.exactOptional() }),
    async act(asked, services: RunServices) {
      const {
        params: { actor: whose },
        principal,
        body,
      } = asked;
      const why = body.reason === undefined ? {} : { reason: body.reason };
      switch (body.as) {
        case 'resolved':
          return send(asked, services, 'resolve-objection', { whose, ...why });
        case 'withdrawn':
          return whose === principal.actor
            ? send(asked, services, 'withdraw-objection', why)
            : refuse('not-permitted', 'Only who objected withdraws an objection.');
        case 'invalid':
          return send(asked, services, 'rule-objection-invalid', { whose, reason: body.reason ?? '' });
        case 'overruled':
          return send(asked, services, 'overrule-objection', { whose, reason: body.reason ?? '' });
        default:
          return body.as satisfies never;
      }
    },
  }),
  route({
    ...onRun,
    path: '/api/runs/:id/questions',
    name: 'runs.ask-clarification',
    summary: 'Ask its author something first; your clock stands still until they answer',
    body: z.strictObject({ text: said }),
    act: (asked, services: RunServices) => send(asked, services, 'ask-clarification', asked.body),
  }),
  route({
    ...onOne,
    path: '/api/runs/:id/questions/:actor/answers',
    name: 'runs.answer-clarification',
    summary: 'Answer somebody’s question',
    body: z.strictObject({ text: said }),
    act: (asked, services: RunServices) =>
      send(asked, services, 'answer-clarification', { to: asked.params.actor, ...asked.body }),
  }),
] as const;
