import { catalogue } from '#web/ui/language.ts';

/** The words of how one is told. */
export const t = catalogue('people.notices', {
  lead: 'Nothing reaches you outside of your working hours or in focus, unless a protocol calls it urgent; then it says why.',
  onDevices: 'On this device',
  here: 'Tell me on this device',
  turning: 'One moment…',
  hereOn: 'Titles and names are shown, also where the screen is locked; never what somebody wrote.',
  hereOff:
    'Also while Proceed is closed. Your browser asks whether it may. What you are told goes through its maker’s push service, encrypted for this device.',
  denied:
    'This browser does not let Proceed tell you anything. Allow notifications for this site in the browser’s settings; this page then offers it.',
  unable: 'This browser cannot tell you anything while Proceed is closed. Another one may.',
  fromHomeScreen:
    'On an iPhone or iPad this works from the home screen: share this page, “Add to Home Screen”, and open Proceed from there.',
  insecure: 'Browsers tell people something only on pages that are reached by https, and this one is not.',
  unanswered: 'Nothing was turned on.',
  unansweredText: 'The browser’s question was not answered. Turn it on again to be asked again.',
  unreachable: 'Nothing was turned on: this browser’s push service cannot be reached.',
  unreachableText: 'Some browsers have none, and some networks keep it out. Try again later, or on another network.',
  otherDevices: 'On your other devices',
  since: 'since {when}',
  turnOff: 'Turn off there',
  turnOffOne: 'Turn off there: {device}',
  when: 'When',
  byMail: 'By mail',
  byPush: 'On devices',
  digest: 'Together, when you can be reached again',
  digestHint: 'As your day begins and when a focus ends; what is due too soon for that comes at once.',
  each: 'As it happens, while you can be reached',
  off: 'Not at all',
  offHint: 'What is asked of you is in Today all the same.',
  noMail: 'No mail server is set up here, so nothing is mailed.',
  noDevice: 'Holds as soon as a device is turned on.',
  waits: { one: 'One thing waits to be told to you: {when}.', other: '{n} things wait to be told to you, from {when} on.' },
  nothingWaits: 'Nothing waits to be told to you.',
});
