import { elapsed, isZero, parseWindow } from '../awaits/window-form.ts';
import { lengthOf, parseDuration } from '../time/duration.ts';
import { nameChecks, type Known } from './check-names.ts';
import { compile } from './condition.ts';
import { isAlwaysTrue } from './condition-words.ts';
import type { Protocol, Step } from './document.ts';
import type { Report } from './fields.ts';
import { endsWhenDue } from './judge.ts';
import { valueNode } from './read-protocol.ts';
import { detours, sequelOf } from './sequence.ts';
import type { YamlMap, YamlNode } from './yaml.ts';

/** [P6] What no single value shows: names that nothing has, steps that nothing reaches, windows nobody can use. */
export const checkProtocol = (
  protocol: Protocol,
  root: YamlNode,
  stepNodes: readonly YamlMap[],
  known: Known | undefined,
  report: Report,
): void => {
  checkSteps(protocol, stepNodes, report);
  const names = nameChecks(known, report);
  const top = root.is === 'map' ? root : undefined;
  if (protocol.when !== undefined && top) {
    names.condition(protocol.when, 'bool', valueNode(top, 'when'));
    names.scope(protocol.when, ['a', 't'], valueNode(top, 'when'));
  }
  protocol.steps.forEach((step, i) => {
    const node = stepNodes[i];
    if (node) names.step(step, i === 0, node);
  });
  if (protocol.stay?.of && top) names.people(protocol.stay.of, valueNode(top, 'stay'));
  if (protocol.stay && top && protocol.steps.some((step) => step.after === 'effect'))
    report.error(
      'stay-after-effect',
      'A step after the effect looks back on it, so there is nothing left to wait for; leave out "stay".',
      valueNode(top, 'stay').at,
    );
  if (protocol.floor && top) {
    const node = valueNode(top, 'floor');
    for (const role of protocol.floor.requires ?? []) names.role(role, node);
    if (protocol.floor.guard !== undefined) {
      names.condition(protocol.floor.guard, 'bool', node);
      names.scope(protocol.floor.guard, ['a', 't'], node);
    }
  }
  const lease = protocol.lease;
  const leaseNode = top && valueNode(top, 'lease');
  if (lease && leaseNode) {
    names.people(lease.by, leaseNode);
    if (lease.where !== undefined) names.condition(lease.where, 'bool', leaseNode);
  }
};

/** [P6] A rule that is never asked of anybody is hardly meant. `begins`: all that begins a run, beside the clock. */
export const checkTrigger = ({ on }: Protocol, root: YamlNode, begins: ReadonlySet<string>, report: Report): void => {
  if (root.is !== 'map' || on.startsWith('schedule:') || begins.has(on)) return;
  const [kind] = on.split('.');
  const like = [...begins].filter((one) => one.split('.')[0] === kind);
  const instead = like.length > 0 ? ` What begins here: ${like.join(', ')}.` : '';
  report.warning(
    'nothing-begins',
    `Nothing here begins on "${on}", so nobody is asked under it.${instead}`,
    valueNode(root, 'on').at,
  );
};

const checkSteps = (protocol: Protocol, nodes: readonly YamlMap[], report: Report): void => {
  const names = protocol.steps.map((step) => step.step);
  protocol.steps.forEach((step, i) => {
    const node = nodes[i];
    if (!node) return;
    if (names.indexOf(step.step) !== i)
      report.error('step-twice', `Two steps are called "${step.step}".`, valueNode(node, 'step').at);
    const target = step.else.otherwise === 'goto' || step.else.otherwise === 'back' ? step.else.step : undefined;
    if (target !== undefined) {
      const there = names.indexOf(target);
      if (there < 0) report.error('unknown-step', `There is no step "${target}".`, valueNode(node, 'else').at);
      else if (step.else.otherwise === 'goto' && there <= i)
        report.error('goto-backwards', `"${target}" comes earlier; write back:${target}.`, valueNode(node, 'else').at);
      else if (step.else.otherwise === 'back' && there > i)
        report.error('back-forwards', `"${target}" comes later; write goto:${target}.`, valueNode(node, 'else').at);
    }
    if (typeof step.objection.effect === 'object') {
      const there = names.indexOf(step.objection.effect.back);
      if (there < 0 || there > i)
        report.error(
          'unknown-step',
          `No step "${step.objection.effect.back}" comes before this one.`,
          valueNode(node, 'objection').at,
        );
    }
    if (step.after !== undefined && step.after !== 'effect') {
      const there = names.indexOf(step.after);
      if (there < 0 || there >= i)
        report.error('unknown-step', `No step "${step.after}" comes before this one.`, valueNode(node, 'after').at);
    }
    checkWindow(step, node, report);
    checkBallot(step, node, report);
  });
  checkEnds(protocol, nodes, report);
  const reached = reachable(protocol);
  protocol.steps.forEach((step, i) => {
    const node = nodes[i];
    if (node && !reached.has(step.step))
      report.error('step-unreachable', unreachable(protocol, step), valueNode(node, 'step').at);
  });
};

const checkWindow = (step: Step, node: YamlMap, report: Report): void => {
  if (step.window.form !== 'range') return;
  const window = parseWindow(step.window.max === null ? step.window.min : `${step.window.min}..${step.window.max}`);
  if (window.refused) return;
  if (step.each === undefined) {
    if (
      window.ok.max !== null &&
      isZero(window.ok.min) &&
      !endsWhenDue(step) &&
      (holdsAtOnce(step.pass) || isAlwaysTrue(step.pass))
    )
      report.warning(
        'passes-at-once',
        `"${step.pass}" holds before anybody has spoken, so this passes the moment it opens; a least time ("24h..${step.window.max}") lets people object.`,
        valueNode(node, 'pass').at,
      );
    return;
  }
  const each = parseDuration(step.each);
  const most = window.ok.max && elapsed(window.ok.max);
  const least = each.refused ? null : lengthOf(each.ok);
  if (most !== null && least !== null && least > most)
    report.error(
      'each-too-long',
      `Nobody can have ${step.each} in a window of at most ${step.window.max}.`,
      valueNode(node, 'each').at,
    );
};

/** [R12] What is said of ballots that none are cast for, and the other way round. */
const checkBallot = (step: Step, node: YamlMap, report: Report): void => {
  const conditions = [step.pass, step.stop ?? 'false'].map((source) => compile(source));
  const paths = conditions.flatMap((compiled) => (compiled.refused ? [] : compiled.ok.uses.paths));
  if (!step.method) return;
  const { options, status_quo: statusQuo, elect = 1 } = step;
  if (Array.isArray(options) && elect >= options.length + (statusQuo === undefined || options.includes(statusQuo) ? 0 : 1))
    report.error('elects-all', `All of the options would win; "elect" must be fewer than they are.`, valueNode(node, 'elect').at);
  if (!paths.includes('t.winner'))
    report.warning(
      'winner-unasked',
      "Nothing asks who won, so a tie passes too; add t.winner != 'none'.",
      valueNode(node, 'pass').at,
    );
  const stop = conditions[1];
  if (stop && !stop.refused && stop.ok.uses.paths.includes('t.winner'))
    report.error(
      'counted-early',
      'Ballots are counted once, at the end; "stop" cannot ask who wins.',
      valueNode(node, 'stop').at,
    );
  if (step.ask !== undefined && step.ask !== 'stance')
    report.error('ask-and-method', 'A step with a "method" asks for a ballot; leave out "ask".', valueNode(node, 'ask').at);
};

/** [P6] Steps that lead to each other and never to an end. */
const checkEnds = (protocol: Protocol, nodes: readonly YamlMap[], report: Report): void => {
  const leads = new Map(protocol.steps.map((step) => [step.step, leadsTo(protocol, step)]));
  const ends = new Set<string>([END]);
  for (let grown = true; grown;) {
    grown = false;
    for (const [name, next] of leads)
      if (!ends.has(name) && next.some((other) => ends.has(other))) {
        ends.add(name);
        grown = true;
      }
  }
  const stuck = protocol.steps.findIndex((step) => !ends.has(step.step));
  const step = protocol.steps[stuck];
  const node = nodes[stuck];
  if (!step || !node) return;
  const round = [step.step];
  for (let at = leads.get(step.step)?.[0]; at !== undefined && !round.includes(at); at = leads.get(at)?.[0]) round.push(at);
  report.error(
    'never-ends',
    `Nothing leads out of this: ${[...round, leads.get(round.at(-1) ?? '')?.[0] ?? ''].join(' → ')}. One of these steps must be able to pass, or its "else" must end the run.`,
    valueNode(node, 'else').at,
  );
};

const END = '';

/** Where a step can lead: the next one, an end, or where its `else` goes. */
const leadsTo = (protocol: Protocol, step: Step): readonly string[] => {
  const otherwise = step.else;
  const never = step.pass.trim() === 'false';
  const next = sequelOf(protocol, step.step)?.step ?? END;
  const passes =
    !never || otherwise.otherwise === 'proceed' || step.skip_if !== undefined || step.when !== undefined ? [next] : [];
  const stops = step.stop === undefined || step.stop.trim() === 'false' ? [] : [END];
  if (otherwise.otherwise === 'goto' || otherwise.otherwise === 'back') return [...passes, ...stops, otherwise.step];
  return [...passes, ...stops, ...(otherwise.otherwise === 'proceed' ? [] : [END])];
};

/** By the tally alone, while everybody is silent. */
const holdsAtOnce = (pass: string): boolean => {
  const compiled = compile(pass);
  return (
    !compiled.refused &&
    compiled.ok.uses.paths.length > 0 &&
    compiled.ok.uses.paths.every((path) => path.startsWith('t.')) &&
    compiled.ok.holds({ p: {}, age: 0, now: 0, t: SILENCE }).holds
  );
};

const SILENCE = { size: 9, cast: 0, agree: 0, abstain: 0, object: 0, silent: 9, open: 0, winner: 'none' } as const;

const unreachable = (protocol: Protocol, { step: name }: Step): string => {
  const from = protocol.steps.find(
    ({ pass, else: otherwise }) => otherwise.otherwise === 'goto' && otherwise.step === name && isAlwaysTrue(pass),
  );
  return from
    ? `"${name}" is held only where "${from.step}" does not pass, and that always passes; steps follow each other in order without a goto.`
    : `Nothing leads to the step "${name}".`;
};

/** Steps that some run can open. */
const reachable = (protocol: Protocol): ReadonlySet<string> => {
  const reached = new Set<string>();
  const aside = detours(protocol);
  const visit = (step: Step | undefined): void => {
    if (!step || reached.has(step.step)) return;
    reached.add(step.step);
    const otherwise = step.else;
    if (step.pass !== 'false' || otherwise.otherwise === 'proceed' || step.skip_if !== undefined || step.when !== undefined)
      visit(sequelOf(protocol, step.step));
    if ((otherwise.otherwise === 'goto' || otherwise.otherwise === 'back') && !isAlwaysTrue(step.pass))
      visit(protocol.steps.find((other) => other.step === otherwise.step));
  };
  visit(protocol.steps.find((step) => !aside.has(step.step)) ?? protocol.steps[0]);
  return reached;
};
