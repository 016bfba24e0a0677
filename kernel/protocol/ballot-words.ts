import { describeEnd, isZero } from '../awaits/window-form.ts';
import type { Step } from './document.ts';
import { formOf } from './time-words.ts';
import { named } from './who-words.ts';
import { list } from './wording.ts';

const METHODS = {
  condorcet:
    'each ballot puts the options in order, and the one that beats every other in pairs wins; where they beat one another in a circle, Schulze’s method decides',
  ranked:
    'each ballot puts the options in order; whichever has the fewest first places goes, and its ballots pass to whom they name next',
  score: 'each ballot gives every option 0 to N points, and the highest sum wins',
  dot: 'each ballot lays N dots out over the options, and the most dots win',
} as const;

/** [R12] */
export const ballotWords = (step: Step): readonly string[] => {
  const { method, options, status_quo: statusQuo, elect, secret, casting } = step;
  if (!method) return [];
  const what =
    options === undefined
      ? 'the choices that the artifact names'
      : 'cel' in options
        ? /^p\.\w+$/.test(options.cel)
          ? `its ${named(options.cel.slice(2))}`
          : `what \`${options.cel}\` gives`
        : list(options.map((option) => `“${option}”`));
  const isOption = statusQuo !== undefined && options !== undefined && !('cel' in options) && options.includes(statusQuo);
  const unchanged = isOption ? `; “${statusQuo}” stands for no change` : `, and on “${statusQuo}”, which stands for no change`;
  const words = [
    `they vote on ${what}${statusQuo === undefined ? '' : unchanged}`,
    METHODS[method.method].replace('N', 'most' in method ? String(method.most) : ''),
  ];
  if (elect !== undefined && elect > 1) words.push(`the first ${elect} win`);
  words.push(`ballots are counted ${countedWords(step)}${casting === undefined ? '; a tie keeps the status quo' : ''}`);
  if (secret) words.push('who voted is shown, and how they voted is not');
  return words;
};

/** [R12] */
const countedWords = (step: Step): string => {
  const form = formOf(step);
  if (step.of.who === 'anyone' || (form?.max === null && step.each === undefined)) return 'when the time is over';
  const least = form && !isZero(form.min) ? `, after ${describeEnd(form.min)} at the earliest,` : '';
  return `when everybody has voted${least} or the time is over`;
};
