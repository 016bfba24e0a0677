import { loadHolidays } from '#kernel/time/holidays.ts';
import { addEvent, addPerson } from './replaying/building.ts';
import { examples } from './replaying/examples.ts';
import { openingStory } from './replaying/opening-story.ts';
import { tell, type Telling } from './replaying/telling.ts';
import type { Answer, Question } from './engine.ts';
import { check } from './trying/check.ts';
import { gallery, galleryText } from './trying/gallery.ts';

/*
 * The kernel beside the page: nothing that is checked or told here keeps anybody from typing. The last story told is remembered, so that
 * its moments can be looked at.
 */
let telling: Telling | null = null;

const answerTo = async (question: Question): Promise<Answer> => {
  switch (question.ask) {
    case 'check':
      return { to: 'check', checked: check(question.text, new Set(question.roles), new Set(question.triggers)) };
    case 'gallery':
      return { to: 'gallery', exhibits: gallery() };
    case 'exhibit':
      return { to: 'exhibit', text: galleryText(question.id) };
    case 'examples':
      return { to: 'examples', examples: examples() };
    case 'open':
      return { to: 'open', text: openingStory(question.protocol, question.now) };
    case 'tell':
      if (/\bholidays\b/.test(question.text)) await loadHolidays();
      telling = tell(question.text, (id) => question.known[id] ?? galleryText(id));
      return { to: 'tell', told: telling.told };
    case 'frame':
      return { to: 'frame', frame: telling?.frame(question.line) ?? null };
    case 'add-person':
      return { to: 'built', text: addPerson(question.text, question.person) };
    case 'add-event':
      return { to: 'built', text: addEvent(question.text, question.event) };
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
