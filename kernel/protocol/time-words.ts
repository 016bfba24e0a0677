import { describeEnd, isZero, parseWindow, type WindowForm } from '../awaits/window-form.ts';
import { windowWords } from './condition-words.ts';
import { durationIn } from './course.ts';
import type { Step } from './document.ts';

export const formOf = (step: Step): WindowForm | null => {
  if (step.window.form === 'expression') return null;
  const parsed = parseWindow(step.window.max === null ? step.window.min : `${step.window.min}..${step.window.max}`);
  return parsed.refused ? null : parsed.ok;
};

export const timeWords = (step: Step): string => {
  const form = formOf(step);
  const range = step.window.form !== 'expression' && step.window.max !== null;
  const each = step.each === undefined ? '' : `${range ? ',' : ''} and at least ${eachWords(step.each)}`;
  if (step.window.form === 'expression')
    return `${windowWords(step.window.cel, (text) => (/^\d/.test(text) ? describeText(text) : text))}${each}`;
  if (!form) return `${step.window.min}${each}`;
  if (form.max === null) return `${describeEnd(form.min)}${each}`;
  const until =
    form.max.end === 'point'
      ? `until ${describeEnd(form.max)}${form.max.zone === undefined ? ' on their own clock' : ''}`
      : isZero(form.min)
        ? `up to ${describeEnd(form.max)}`
        : `at least ${describeEnd(form.min)} and at most ${describeEnd(form.max)}`;
  return `${until}${each}`;
};

const describeText = (text: string): string => {
  const parsed = parseWindow(text);
  return parsed.refused
    ? text
    : parsed.ok.max === null
      ? describeEnd(parsed.ok.min)
      : `${describeEnd(parsed.ok.min)} to ${describeEnd(parsed.ok.max)}`;
};

export const eachWords = (each: string): string => {
  const duration = durationIn(each);
  return `${duration.amount} of their ${duration.unit === 'wd' ? 'working days' : 'working hours'}`;
};

/** [R2] From when on it may pass: the least time is over for everybody, and who is silent has had what is theirs. */
export const leastWords = (step: Step, form: WindowForm | null): string => {
  const least = form === null ? 'that time' : isZero(form.min) ? null : describeEnd(form.min);
  const silent = step.each === undefined ? null : 'once whoever is silent has had that much working time';
  if (silent === null) return `after ${least ?? 'that time'}`;
  return least === null ? silent : `after ${least}, and ${silent}`;
};
