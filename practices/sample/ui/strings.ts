import { catalogue } from '#web/ui/language.ts';

export const t = catalogue('sample', {
  title: 'A sample organization',
  lead: 'Forty people on four continents, and one quarter of what they decided, asked, discussed and wrote down. None of them exists.',
  begin: 'Fill it with the sample',
  beginText: 'It takes some seconds, and is either there whole or not at all. It stays until you delete the data and begin anew.',
  telling: 'A quarter passes: {percent} %',
  writing: 'It is being written down: {percent} %',
  leave: 'You can leave this page; it goes on.',
  cancel: 'Cancel',
  cancelling: 'It is being given up.',
  done: 'It is there. Two decisions, two questions and a page of your own wait for you.',
  toToday: 'Go to Today',
  cancelled: 'It was given up. Nothing of it is here.',
  failed: 'It could not be made.',
  notEmpty: 'Somebody has begun to work here. The sample goes into an empty organization only.',
  command: 'Explore a sample organization',
});
