import { catalogue } from '#web/ui/language.ts';

export const t = catalogue('protocols.jobs', {
  waiting: 'waiting',
  working: 'under way',
  done: 'done',
  cancelled: 'cancelled',
  failed: 'did not end',
});
