import { isBuiltInRole, RELATION } from './built-in-roles.ts';
import { BUILT_IN, compile, type ConditionType, type Declared } from './condition.ts';
import type { Step, Who } from './document.ts';
import type { Report } from './fields.ts';
import { valueNode } from './read-protocol.ts';
import { choicesIn, rolesIn } from './who.ts';
import type { YamlMap, YamlNode } from './yaml.ts';

/** What an organization knows: the facts that the artifact's practice declares, and its roles. */
export interface Known {
  readonly facts: Declared;
  readonly roles: ReadonlySet<string>;
}

const NOT_HERE = {
  a: '`a` is somebody who may be asked, in a "where" or a "weight"; here it is nobody, so its comparison is false.',
  t: '`t` counts the stances of a step; here there are none yet, so its comparison is false.',
} as const;

const CONDITIONS = ['pass', 'stop', 'when', 'skip_if', 'pause'] as const;
const PEOPLE = ['of', 'exclude', 'recuse', 'implicit', 'fallback'] as const;

/** [P2] [P6] Names in a protocol that nothing has: facts, roles, variables that have no value where they stand. Each is said once. */
export const nameChecks = (known: Known | undefined, report: Report) => {
  const seen = new Set<string>();

  /** [P2] Unknown to an organization: an error. In a file on its own: said once. */
  const role = (name: string, node: YamlNode): void => {
    // What stands to somebody in a relation that always exists is known as they are.
    const [, , whose] = RELATION.exec(name) ?? [];
    if (whose !== undefined) return role(whose, node);
    // A fact that lists actors is a role of that name.
    if (isBuiltInRole(name) || known?.roles.has(name) || known?.facts[name] === 'list') return;
    if (known) report.error('unknown-role', `Nobody here holds the role "${name}", and no team or person is called so.`, node.at);
    else if (!seen.has(name)) report.warning('unknown-role', `The space must have a role, team or person "${name}".`, node.at);
    seen.add(name);
  };

  const condition = (source: string, type: ConditionType, node: YamlNode): void => {
    const loose = compile(source, type);
    if (loose.refused) return;
    const declared = { ...known?.facts, ...BUILT_IN };
    const unknown = [...new Set(loose.ok.uses.paths.flatMap((path) => /^p\.(\w+)/.exec(path)?.[1] ?? []))].filter(
      (fact) => !Object.hasOwn(declared, fact),
    );
    for (const fact of unknown) {
      if (known)
        report.error(
          'unknown-fact',
          `"p.${fact}" is no fact of this kind of artifact. It has ${Object.keys(declared).join(', ')}.`,
          node.at,
        );
      else if (!seen.has(`p.${fact}`))
        report.warning(
          'unknown-fact',
          `The artifact must have the fact "p.${fact}"; where it is absent, its comparison is false.`,
          node.at,
        );
      seen.add(`p.${fact}`);
    }
    if (known && unknown.length === 0) {
      const strict = compile(source, type, declared);
      if (strict.refused) report.refusal(strict, node);
    }
    if (loose.ok.uses.unforeseen)
      report.warning(
        'moment-unforeseen',
        `"${source}" changes with the time in a way that no timer can foresee; it is looked at when something happens and when the window ends.`,
        node.at,
      );
  };

  /** [P2] A variable that has no value where the condition stands. */
  const scope = (source: string, absent: readonly ('a' | 't')[], node: YamlNode): void => {
    const compiled = compile(source, 'bool');
    const paths = compiled.refused ? [] : compiled.ok.uses.paths;
    for (const variable of absent)
      if (paths.some((path) => path === variable || path.startsWith(`${variable}.`)))
        report.warning('nothing-there', NOT_HERE[variable], node.at);
  };

  const people = (who: Who, node: YamlNode): void => {
    for (const named of rolesIn(who)) role(named, node);
    for (const { where, weight } of choicesIn(who)) {
      if (where !== undefined) condition(where, 'bool', node);
      if (weight !== undefined) condition(weight, 'number', node);
    }
  };

  const step = (one: Step, first: boolean, node: YamlMap): void => {
    for (const key of CONDITIONS) {
      const source = one[key];
      if (source === undefined) continue;
      condition(source, 'bool', valueNode(node, key));
      scope(source, first && (key === 'when' || key === 'skip_if') ? ['a', 't'] : ['a'], valueNode(node, key));
    }
    if (one.options !== undefined && 'cel' in one.options) condition(one.options.cel, 'list', valueNode(node, 'options'));
    if (one.window.form === 'expression') {
      condition(one.window.cel, 'text', valueNode(node, 'window'));
      scope(one.window.cel, ['a', 't'], valueNode(node, 'window'));
    }
    for (const key of PEOPLE) {
      const who = one[key];
      if (who) people(who, valueNode(node, key));
    }
    const roles: (readonly [string, string])[] = [];
    if (one.casting !== undefined) roles.push(['casting', one.casting]);
    for (const named of one.requires ?? []) roles.push(['requires', named]);
    if (one.else.otherwise === 'escalate') roles.push(['else', one.else.role]);
    if (one.else.otherwise === 'reroute' && one.else.role !== undefined) roles.push(['else', one.else.role]);
    const { clear, valid, overrule, from } = one.objection;
    for (const named of [...clear, ...(valid === undefined ? [] : [valid]), ...(overrule === undefined ? [] : [overrule])])
      roles.push(['objection', named]);
    if (from) people(from, valueNode(node, 'objection'));
    for (const [key, named] of roles) role(named, valueNode(node, key));
  };

  return { step, people, role, condition, scope };
};
