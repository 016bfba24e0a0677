import type { Seen } from './events.ts';

/** The words of other practices by which work is seen to go on, and what they are. */
export const activityWords: Readonly<Record<string, Seen['what']>> = {
  'comment-written': 'comment',
  'page-created': 'page',
  'page-revised': 'page',
  'decision-drafted': 'draft',
  'decision-revised': 'draft',
  'decision-opened': 'decision',
  'request-asked': 'request',
  'change-opened': 'change',
  'change-seen': 'change',
  'change-shipped': 'change',
};
