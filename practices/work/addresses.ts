import type { Instant } from '#kernel/stream/event.ts';
import { text } from '#server/route.ts';
import { LONGEST_TEXT } from './words.ts';

export const words = text(LONGEST_TEXT);

/** Of a door's instants, as the decider takes them. */
export const msOf = (moment: string | null): Instant | null => (moment === null ? null : Date.parse(moment));
