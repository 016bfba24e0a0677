import { catalogue } from '#web/ui/language.ts';

/** The words of what people outside may read. */
export const t = catalogue('sharing', {
  sharing: 'Shared outside',
  share: 'Share by a link',
  lead: 'Whoever has the link reads this page and its pictures, and nothing else, without signing in.',
  days: 'It leads here for',
  daysOf: '{n} days',
  note: 'Whom it is for',
  noteHint: 'Your colleagues see it here; readers of the link do not.',
  make: 'Make a link',
  cancel: 'Cancel',
  link: 'The link',
  linkOnce: 'Copy it now: it is shown this once, and kept nowhere.',
  linkKept: 'I have it',
  copy: 'Copy',
  links: 'Links to this page',
  byName: 'By {who}',
  until: 'until {when}',
  over: 'over since {when}',
  revoked: 'taken back',
  stopped: 'leads nowhere: who made it may not share this page any more',
  unopened: 'not opened yet',
  opened: { one: 'opened once, {when}', other: 'opened {n} times, last {when}' },
  revoke: 'Take back',
  revokeAsk: 'The link leads nowhere from then on, for everybody who has it.',
  past: 'Past links ({n})',
});
