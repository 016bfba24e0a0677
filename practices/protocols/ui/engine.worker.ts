import type { Answer, Question } from './engine.ts';
import { check } from './trying/check.ts';
import { gallery, galleryText } from './trying/gallery.ts';

/*
 * The kernel beside the page: nothing that is checked or told here keeps anybody from typing.
 */
const answerTo = (question: Question): Answer => {
  switch (question.ask) {
    case 'check':
      return { to: 'check', checked: check(question.text, new Set(question.roles)) };
    case 'gallery':
      return { to: 'gallery', exhibits: gallery() };
    case 'exhibit':
      return { to: 'exhibit', text: galleryText(question.id) };
    default:
      return question satisfies never;
  }
};

let before: Promise<unknown> = 'Temporal' in globalThis ? Promise.resolve() : import('temporal-polyfill/global');

// One after the other, in the order in which they were asked.
self.addEventListener(
  'message',
  ({ data: { id, question } }: MessageEvent<{ readonly id: number; readonly question: Question }>) => {
    before = before
      .then(() => answerTo(question))
      .then(
        (answer) => self.postMessage({ id, answer }),
        (error: unknown) => self.postMessage({ id, failed: String(error) }),
      );
  },
);
