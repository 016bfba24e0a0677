import type { Box } from './place.ts';

/** What decides where a letter of a field stands. */
const SAME = [
  ...['padding-top', 'padding-right', 'padding-bottom', 'padding-left', 'direction', 'text-align', 'text-indent', 'tab-size'],
  ...[
    'border-top-width',
    'border-right-width',
    'border-bottom-width',
    'border-left-width',
    'border-top-style',
    'border-left-style',
  ],
  ...['font-family', 'font-size', 'font-style', 'font-weight', 'font-stretch', 'font-variant', 'line-height'],
  ...['letter-spacing', 'word-spacing', 'text-transform', 'overflow-wrap', 'word-break'],
];

/** Where the letter at `at` stands in the window: browsers do not tell it of a field, so its text is laid out once more, unseen. */
export const boxAt = (field: HTMLTextAreaElement, at: number): Box => {
  const look = getComputedStyle(field);
  const copy = document.createElement('div');
  copy.ariaHidden = 'true';
  for (const name of SAME) copy.style.setProperty(name, look.getPropertyValue(name));
  for (const [name, value] of Object.entries(UNSEEN)) copy.style.setProperty(name, value);
  // Without the bar by which it may be scrolled.
  copy.style.width = `${field.clientWidth + parseFloat(look.borderLeftWidth) + parseFloat(look.borderRightWidth)}px`;
  copy.textContent = field.value.slice(0, at);
  const letter = document.createElement('span');
  letter.textContent = field.value.slice(at, at + 1) || '.';
  copy.append(letter);
  document.body.append(copy);
  const [there, laid, stands] = [field, copy, letter].map((one) => one.getBoundingClientRect());
  copy.remove();
  if (!there || !laid || !stands) return { left: 0, top: 0, bottom: 0 };
  const top = there.top + stands.top - laid.top - field.scrollTop;
  return { left: there.left + stands.left - laid.left - field.scrollLeft, top, bottom: top + stands.height };
};

const UNSEEN = {
  'box-sizing': 'border-box',
  position: 'fixed',
  left: '0',
  top: '0',
  height: 'auto',
  visibility: 'hidden',
  'pointer-events': 'none',
  'white-space': 'pre-wrap',
} as const;
