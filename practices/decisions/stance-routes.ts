import { z } from 'zod';
import { refuse } from '#kernel/stream/refusal.ts';
import { changedReply, reference, subjectParams } from '#practices/comments';
import { route, uuid } from '#server/route.ts';
import { change, words } from './addresses.ts';
import { ballot } from '#practices/protocols';

const said = words.min(1, 'must not be empty');
const base = { tag: 'decisions', who: 'member', changes: 'decision', reply: changedReply, method: 'POST' } as const;
const onDecision = { ...base, params: subjectParams } as const;
/** `:actor`: whose objection, or whose question, it is. */
const about = { ...base, params: z.strictObject({ id: reference, actor: uuid }) } as const;

/** What everybody else does while a window runs, and after it. */
export const stanceRoutes = [
  route({
    ...onDecision,
    path: '/api/decisions/:id/stances',
    name: 'decisions.take-stance',
    summary: 'Agree, abstain, or object with a reason',
    description:
      'Your latest stance counts. An objection after the outcome is recorded and undoes nothing; with `newInformation` it asks to reopen. Where the step is voted on, to agree is to cast a `ballot` over its options. Refused with `reason-required`, `alternative-required`, `ballot-asked`, `unknown-option`.',
    body: z.strictObject({
      stance: z.enum(['agree', 'abstain', 'object']),
      reason: words.exactOptional(),
      alternative: words.exactOptional(),
      newInformation: words.exactOptional(),
      ballot: ballot.exactOptional(),
    }),
    act: (asked, services) => change(asked, services, 'take-stance', asked.body),
  }),
  route({
    ...about,
    path: '/api/decisions/:id/objections/:actor/replies',
    name: 'decisions.reply-to-objection',
    summary: 'Reply to an objection; the objector owes an answer',
    description: 'From the objector themself it is that answer.',
    body: z.strictObject({ text: said }),
    act: (asked, services) =>
      asked.params.actor === asked.principal.actor
        ? change(asked, services, 'answer-reply', { text: asked.body.text })
        : change(asked, services, 'reply-to-objection', { whose: asked.params.actor, text: asked.body.text }),
  }),
  route({
    ...about,
    path: '/api/decisions/:id/objections/:actor/resolutions',
    name: 'decisions.resolve-objection',
    summary: 'Say that an objection no longer stands: resolved, withdrawn, invalid or overruled',
    description: 'Who may do which is the protocol’s. `invalid` and `overruled` need a reason.',
    body: z.strictObject({ as: z.enum(['resolved', 'withdrawn', 'invalid', 'overruled']), reason: words.exactOptional() }),
    act(asked, services) {
      const { params, principal, body } = asked;
      const whose = params.actor;
      const why = body.reason === undefined ? {} : { reason: body.reason };
      switch (body.as) {
        case 'resolved':
          return change(asked, services, 'resolve-objection', { whose, ...why });
        case 'withdrawn':
          if (whose !== principal.actor)
            return Promise.resolve(refuse('not-permitted', 'Only who objected withdraws an objection.'));
          return change(asked, services, 'withdraw-objection', why);
        case 'invalid':
          return change(asked, services, 'rule-objection-invalid', { whose, reason: body.reason ?? '' });
        case 'overruled':
          return change(asked, services, 'overrule-objection', { whose, reason: body.reason ?? '' });
        default:
          return body.as satisfies never;
      }
    },
  }),
  route({
    ...onDecision,
    path: '/api/decisions/:id/questions',
    name: 'decisions.ask-clarification',
    summary: 'Ask its author something first; your clock stands still until they answer',
    body: z.strictObject({ text: said }),
    act: (asked, services) => change(asked, services, 'ask-clarification', asked.body),
  }),
  route({
    ...about,
    path: '/api/decisions/:id/questions/:actor/answers',
    name: 'decisions.answer-clarification',
    summary: 'Answer somebody’s question',
    body: z.strictObject({ text: said }),
    act: (asked, services) => change(asked, services, 'answer-clarification', { to: asked.params.actor, text: asked.body.text }),
  }),
  route({
    ...onDecision,
    path: '/api/decisions/:id/answers',
    name: 'decisions.answer',
    summary: 'Give the answer, review or advice that a step asks of you',
    body: z.strictObject({ text: words.exactOptional() }),
    act: (asked, services) => change(asked, services, 'answer', asked.body),
  }),
  route({
    ...onDecision,
    path: '/api/decisions/:id/passes',
    name: 'decisions.pass-on',
    summary: 'Pass your place on to somebody else',
    body: z.strictObject({ to: uuid, reason: words.exactOptional() }),
    act: (asked, services) => change(asked, services, 'pass-on', asked.body),
  }),
] as const;
