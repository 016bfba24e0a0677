import { SYSTEM } from '#kernel/stream/event.ts';
import type { Sentence } from '#kernel/stream/sentence.ts';
import type { CommentEvent } from './comment.ts';
import type { LinkEvent, Rel } from './link.ts';

/** The feed shows an event together with what its artifact hangs on, so "it" is the comment's subject. */
export const commentSentence: Sentence<CommentEvent> = ({ body, by }, names) => {
  const who = names.actor(by);
  switch (body.type) {
    case 'comment-written':
      if (body.outside !== undefined)
        return `${body.outside.author === SYSTEM ? body.outside.login : names.actor(body.outside.author)} commented on ${names.artifact(body.on)}, at ${body.outside.place}.`;
      return body.thread === null
        ? `${who} commented on ${names.artifact(body.on)}.`
        : `${who} replied on ${names.artifact(body.on)}.`;
    case 'thread-resolved':
      return `${who} resolved a thread.`;
    case 'thread-reopened':
      return `${who} reopened a thread.`;
    case 'comment-deleted':
      return `${who} deleted a comment.`;
    case 'comment-edited':
    case 'reaction-added':
    case 'reaction-taken-back':
    case 'comment-audience-followed':
      return null;
    default:
      return body satisfies never;
  }
};

/** Of which the feed never tells: nobody looks them up. */
export const commentSilence = [
  'comment-edited',
  'reaction-added',
  'reaction-taken-back',
  'comment-audience-followed',
] as const satisfies readonly CommentEvent['type'][];

const WORDS = {
  implements: 'implements',
  blocks: 'blocks',
  'builds-on': 'builds on',
  answers: 'answers',
} as const satisfies Record<Rel, string>;

export const linkSentence: Sentence<LinkEvent> = ({ body, by }, names) => {
  if (body.type === 'artifacts-unlinked') return `${names.actor(by)} took a link away.`;
  return `${names.actor(by)} noted that ${names.artifact(body.from)} ${WORDS[body.rel]} ${names.artifact(body.to)}.`;
};
