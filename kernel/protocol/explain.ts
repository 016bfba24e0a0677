import { describeEnd, isZero } from '../awaits/window-form.ts';
import { ballotWords } from './ballot-words.ts';
import { describeDuration } from '../time/duration.ts';
import { areSeveral, namesWords, named, subjectWords, whoWords } from './who-words.ts';
import { conditionWords, isAlwaysTrue } from './condition-words.ts';
import { conditionOf, durationIn } from './course.ts';
import type { Lease, Otherwise, Protocol, Step } from './document.ts';
import { otherwiseWords } from './ending.ts';
import { endsWhenDue, isAnswered } from './judge.ts';
import { parseSchedule, scheduleWords } from './schedule.ts';
import { isPlural, oneOf, roleWords } from './role-words.ts';
import { detours } from './sequence.ts';
import { eachWords, formOf, leastWords, timeWords } from './time-words.ts';
import { list, withArticle } from './wording.ts';

/** [P1] A protocol in plain English, as Markdown. Made from the YAML, so the two can never differ. */
export const explain = (protocol: Protocol): string => {
  const paragraphs = [begins(protocol)];
  if (protocol.lease) paragraphs.push(leaseWords(protocol.lease));
  else if (protocol.steps.length === 1) paragraphs.push(...protocol.steps.map((step) => stepWords(step, protocol)));
  else paragraphs.push(protocol.steps.map((step, i) => `${i + 1}. **${step.step}** — ${stepWords(step, protocol)}`).join('\n'));
  const end = [stayWords(protocol), effectWords(protocol), floorWords(protocol)].filter((text) => text !== '').join(' ');
  if (end) paragraphs.push(end);
  return `${paragraphs.join('\n\n')}\n`;
};

export const begins = ({ on, when, urgent }: Protocol): string => {
  const condition = when === undefined || isAlwaysTrue(when) ? '' : `, but only when ${conditionWords(when)}`;
  return `It begins ${triggerWords(on)}${condition}.${urgent ? ' It is urgent: of those who can be asked, those who are working soonest are asked first.' : ''}`;
};

export const triggerWords = (on: string): string => {
  const schedule = on.startsWith('schedule:') ? parseSchedule(on.slice('schedule:'.length)) : null;
  if (schedule && !schedule.refused) return scheduleWords(schedule.ok);
  const words = on.split('.').map((word) => word.replace(/[_-]/g, ' '));
  const [noun, verb = ''] = [words.slice(0, -1).join(' '), words.at(-1)];
  return `when ${withArticle(noun)} ${BY_ITSELF[verb] ?? `is ${verb}`}`;
};

/** What nobody does to it. */
const BY_ITSELF: Readonly<Record<string, string>> = {
  joined: 'joins',
  left: 'leaves',
  started: 'starts',
  ended: 'ends',
  expired: 'expires',
  failed: 'fails',
  arrived: 'arrives',
  returned: 'returns',
};

const stepWords = (step: Step, protocol: Protocol): string =>
  [
    ...entryWords(step, protocol),
    askedWords(step, protocol.urgent === true),
    ...ballotWords(step),
    ...passWords(step),
    ...objectionWords(step),
    ...optionWords(step),
  ]
    .map(sentence)
    .join(' ');

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

export const entryWords = (step: Step, protocol: Protocol): readonly string[] => {
  const words: string[] = [];
  const from = protocol.steps
    .filter((other) => other.else.otherwise === 'goto' && other.else.step === step.step)
    .map((other) => `**${other.step}**`);
  if (detours(protocol).has(step.step)) words.push(`held only when ${list(from, 'or')} does not pass`);
  if (step.after === 'effect') words.push('held when it has taken effect, which it cannot undo');
  else if (step.after !== undefined) words.push(`held only when **${step.after}** has passed`);
  if (step.when !== undefined) words.push(`held only when ${conditionWords(step.when)}`);
  if (step.skip_if !== undefined) words.push(`skipped, which is no approval, when ${conditionWords(step.skip_if)}`);
  return words;
};

const askedWords = (step: Step, urgent: boolean): string => {
  const plural = step.of.who === 'choose' && (step.of.pick ?? 1) > 1;
  return `${subjectWords(step, urgent)} ${plural ? 'have' : 'has'} ${timeWords(step)}`;
};

const allOf = (role: string): string => roleWords(role)?.all ?? named(role);

/** [A6] What happens when its window is over; before that, so often as it says, it is held again. */
const elseWords = (step: Step): string => {
  const { repeat } = step;
  const last = lastWords(step);
  if (repeat === undefined) return last;
  return `it is held again, ${repeat === 1 ? 'once' : `${repeat} times at most`}, with the whole window, and after that ${last}`;
};

const lastWords = (step: Step): string => {
  const otherwise: Otherwise = step.else;
  const words = otherwiseWords(otherwise, 'it');
  switch (otherwise.otherwise) {
    case 'goto':
      return `it goes to **${otherwise.step}**`;
    case 'back':
      return `it goes back to **${otherwise.step}**`;
    case 'escalate':
      return isAnswered(step)
        ? `${allOf(otherwise.role)} ${isPlural(otherwise.role) ? 'are' : 'is'} asked instead, and one answer is enough`
        : `${allOf(otherwise.role)} ${isPlural(otherwise.role) ? 'decide' : 'decides'}, by more than half of those asked`;
    case 'reroute':
      return `${otherwise.role === undefined ? words : `somebody of ${allOf(otherwise.role)} is asked`}, ${otherwise.times === 1 ? 'once' : otherwise.times === 2 ? 'twice at most' : `up to ${otherwise.times} times`}, and after that it lapses`;
    default:
      return words;
  }
};

/** When a step passes, and what follows where it does not; null where it always does. */
export const passing = (step: Step): { readonly passes: string; readonly unless: string; readonly otherwise: string | null } => {
  const form = formOf(step);
  const said = conditionWords(step.pass);
  const condition = step.method === undefined ? said : said.replaceAll(/\b(has|have) answered/g, '$1 voted');
  const always = (passes: string): ReturnType<typeof passing> => ({ passes, unless: '', otherwise: null });
  const otherwise = elseWords(step);
  const certain = isAlwaysTrue(step.pass);
  if (step.method !== undefined)
    return certain
      ? always('when they are counted, it passes')
      : { passes: `when they are counted, it passes if ${condition}`, unless: 'otherwise ', otherwise };
  if (endsWhenDue(step) || (form && form.max !== null && isZero(form.min) && step.each === undefined))
    return certain
      ? always('it passes at once')
      : { passes: `it passes as soon as ${condition}`, unless: 'if that time is over and it has not, ', otherwise };
  if ((form?.max === null || step.window.form === 'expression') && step.each === undefined)
    return certain
      ? always('when that time is over, it passes')
      : { passes: `when that time is over, it passes if ${condition}`, unless: 'otherwise ', otherwise };
  const last = form?.max ? describeEnd(form.max) : 'the longest window that the organization allows';
  const from = leastWords(step, form);
  return certain
    ? always(`${from}, it passes`)
    : { passes: `${from}, it passes as soon as ${condition}`, unless: `if it has not after ${last}, `, otherwise };
};

const passWords = (step: Step): readonly string[] => {
  const { passes, unless, otherwise } = passing(step);
  return [otherwise === null ? passes : `${passes}; ${unless}${otherwise}`, ...furtherWords(step)];
};

/** What else makes it pass or end. */
export const furtherWords = (step: Step): readonly string[] => [
  ...(step.stop === undefined || step.stop.trim() === 'false' ? [] : [`it is rejected as soon as ${conditionWords(step.stop)}`]),
  ...(step.requires === undefined ? [] : [`${list(step.requires.map(anyOf))} must agree`]),
];

/** At least one of them, where it may be several. */
const anyOf = (role: string): string => {
  const all = allOf(role);
  return all.startsWith('the ') && !isPlural(role) ? all : `at least one of ${all}`;
};

export const objectionWords = (step: Step): readonly string[] => {
  const { needs, clear, stale, effect, from, valid, overrule } = step.objection;
  const asks = [step.pass, step.stop ?? 'false'].some((source) => conditionOf(source).uses.paths.includes('t.open'));
  if (effect === 'block' && !asks && !from && valid === undefined)
    return needs.includes('alternative') ? ['an objection needs a reason and an alternative'] : [];
  const needed = needs.includes('alternative') ? 'a reason and an alternative' : 'a reason';
  const who = list(
    clear.map((name) => (name === 'objector' ? 'whoever raised it' : oneOf(name))),
    'or',
  );
  const words =
    effect === 'record'
      ? [`an objection, with ${needed}, is recorded and does not block`]
      : effect === 'count'
        ? [`an objection, with ${needed}, counts as a vote against and does not block`]
        : [
            `an objection needs ${needed} and ${typeof effect === 'object' ? `goes back to **${effect.back}**, where it blocks` : 'blocks'} until ${who} resolves it`,
            `whoever leaves a reply to their objection unanswered for ${describeDuration(durationIn(stale))} loses it`,
          ];
  if (from) words.push(`only objections of ${namesWords(from)} have that effect; others are recorded`);
  if (valid !== undefined) words.push(`${oneOf(valid)} may rule one invalid`);
  if (overrule !== undefined) words.push(`${oneOf(overrule)} may overrule one, with a written reason`);
  return words;
};

export const optionWords = (step: Step): readonly string[] => {
  const words: string[] = [];
  if (step.implicit)
    words.push(
      `${namesWords(step.implicit)} ${areSeveral(step.implicit) ? 'are' : 'is'} taken to agree until they say otherwise`,
    );
  if (step.recuse)
    words.push(
      areSeveral(step.recuse)
        ? `${namesWords(step.recuse)} are recused and do not count`
        : `${namesWords(step.recuse)} is recused and does not count`,
    );
  if (step.fallback) {
    words.push(
      `when nobody of these can be asked, ${namesWords(step.fallback)} ${areSeveral(step.fallback) ? 'are' : 'is'} asked instead`,
    );
  }
  if (step.pause !== undefined) words.push(`the clock stands still while ${conditionWords(step.pause)}`);
  if (step.remind !== undefined)
    words.push(
      `whoever has not answered is reminded ${step.remind.endsWith('%') ? `after ${step.remind} of the time` : `after ${describeDuration(durationIn(step.remind))}`}, inside their working hours`,
    );
  if (step.amend === 'all') words.push('any amendment, however small, asks again whoever agreed, also after it has passed');
  if (step.amend === 'material') words.push('a material amendment asks again whoever agreed, also after it has passed');
  if (step.one_per !== undefined)
    words.push(
      step.one_per === 'team'
        ? 'each team has one voice: the latest of its members speaks for it'
        : 'each accountable person has one voice, with all the agents they answer for',
    );
  if (step.casting !== undefined) words.push(`in a tie, ${oneOf(step.casting)} decides`);
  return words;
};

/** [R9] */
export const stayWords = ({ stay }: Protocol): string => {
  if (!stay) return '';
  const sponsors = stay.sponsors ?? 2;
  const who = stay.of ? ` of ${namesWords(stay.of)}` : '';
  const one = stay.of?.who === 'role' && namesWords(stay.of).startsWith('the ') && !isPlural(stay.of.name);
  const object = one ? `${namesWords(stay.of)} objects` : sponsors === 1 ? `somebody${who} objects` : `${sponsors}${who} object`;
  return sentence(
    `what is accepted waits ${describeDuration(durationIn(stay.for))} before it takes effect, and is open again if ${object} until then`,
  );
};

/** [P4] */
export const floorWords = ({ floor }: Protocol): string => {
  if (!floor) return '';
  const words = [
    floor.window && `everybody has at least ${describeDuration(durationIn(floor.window))}`,
    floor.each && `at least ${eachWords(floor.each)}`,
    ...(floor.requires ?? []).map((role) => `${oneOf(role)} agrees`),
    floor.guard && conditionWords(floor.guard),
  ].filter((text) => text !== undefined && text !== '');
  return words.length === 0
    ? 'The spaces below are free to decide otherwise.'
    : sentence(`in the spaces below, whatever their own protocols say, ${list(words.map(String))}`);
};

export const effectWords = ({ do: ends }: Protocol): string => {
  const words = [
    ends.pass && `when it is accepted, this follows: ${list(ends.pass.map(named))}`,
    ends.reject && `when it is rejected, this follows: ${list(ends.reject.map(named))}`,
    ends.lapse && `when it lapses, this follows: ${list(ends.lapse.map(named))}`,
  ].filter((text) => text !== undefined);
  return words.map(sentence).join(' ');
};

export const leaseWords = (lease: Lease): string => {
  const extend =
    lease.extend === 0
      ? 'It cannot be extended'
      : `One honest sentence extends it by another ${describeDuration(durationIn(lease.ttl))}, ${lease.extend === 1 ? 'once' : `up to ${lease.extend} times`}`;
  const who = lease.by.who === 'anyone' ? 'anyone' : whoWords(lease.by).replace(/^everyone in /, 'anyone in ');
  return [
    `${sentence(`${who} may claim it${lease.where === undefined ? '' : `, when ${conditionWords(lease.where)}`}`)}`,
    `A claim lasts ${describeDuration(durationIn(lease.ttl))}${lease.renew === 'never' ? ', and activity does not renew it' : ', and any activity renews it'}.`,
    `When nothing is seen of it, there is a nudge in working hours and a grace of ${describeDuration(durationIn(lease.grace))}. ${extend}.`,
    'Then it is released with a note that hands it over, and is free to be claimed again; release is neutral.',
  ].join(' ');
};
