import type { Method } from './ballot.ts';
import type { Known } from './check-names.ts';
import { checkProtocol, checkTrigger } from './check-protocol.ts';
import { newReport } from './fields.ts';
import { readProtocol } from './read-protocol.ts';
import { readYaml } from './yaml.ts';

/**
 * A protocol as the engine runs it: one YAML document, checked. JSON, so that a run carries the version with which it
 * opened [P3]. Durations and conditions stay as they were written; their forms are proved by `parseProtocol`.
 */
export interface Protocol {
  readonly id: string;
  /** What makes it begin: `proposal.opened`, `schedule:Mon 09:00`. */
  readonly on: string;
  /** CEL. The protocol applies only where it holds. */
  readonly when?: string;
  /** [A6] Its awaits go to those who are working now or soonest. */
  readonly urgent?: boolean;
  /** In order. Empty for a lease. */
  readonly steps: readonly Step[];
  readonly lease?: Lease;
  readonly stay?: Stay;
  readonly floor?: FloorRule;
  readonly do: Effects;
}

/** [R9] It takes effect so long after it was accepted, unless as many as `sponsors` object until then. */
export interface Stay {
  readonly for: string;
  /** 2 unless it says so. */
  readonly sponsors?: number;
  /** Everybody who belongs, unless it says so. */
  readonly of?: Who;
}

/** [P4] What always holds in the spaces below. */
export interface FloorRule {
  readonly window?: string;
  readonly each?: string;
  readonly requires?: readonly string[];
  /** CEL over `p`. */
  readonly guard?: string;
}

/** Names of what happens once each when a run ends so [R11]. */
export interface Effects {
  readonly pass?: readonly string[];
  readonly reject?: readonly string[];
  readonly lapse?: readonly string[];
}

/** [R2] */
export interface Step {
  readonly step: string;
  readonly of: Who;
  readonly window: Window;
  /** CEL. */
  readonly pass: string;
  readonly else: Otherwise;
  /** [A2] Working time that each of the asked must have had: `4wh`. */
  readonly each?: string;
  /** [A1] Kind of its awaits. `answer`, `acknowledge`, `contribute` and `verify` end when they are due, and pass without waiting for `min`. */
  readonly ask?: StepAsk;
  /** CEL. The step is rejected as soon as it holds. */
  readonly stop?: string;
  /** CEL. Without it the step is skipped. */
  readonly when?: string;
  /** CEL. With it the step is skipped. */
  readonly skip_if?: string;
  /** CEL. The clock stands still while it holds. */
  readonly pause?: string;
  readonly objection: ObjectionRule;
  /** [R6] `material` (always the rule for the step that is open): it is opened again when the artifact is materially amended after it passed. `all`: every amendment is material to it. */
  readonly amend?: 'all' | 'material';
  /** Never asked. */
  readonly exclude?: Who;
  /** Asked by office, excused by name: they are shown as recused and leave the denominator. */
  readonly recuse?: Who;
  /** Taken to agree until they say otherwise: `proposer`. */
  readonly implicit?: Who;
  /** [A7] `80%` of the window, or a duration after the asking. */
  readonly remind?: string;
  /** One stance for each team, or for each person accountable: the latest of a group speaks for it. */
  readonly one_per?: 'team' | 'accountable';
  /** [R12] Decides a tie. */
  readonly casting?: string;
  /** [R12] Ballots instead of stances: whoever agrees, votes. */
  readonly method?: Method;
  /** What is voted on: names, or CEL that gives them when the step opens. Without it, `p.choices`. */
  readonly options?: readonly string[] | { readonly cel: string };
  /** The option that stands for nothing changing. */
  readonly status_quo?: string;
  /** How many options win; 1 unless it says so. */
  readonly elect?: number;
  /** Who voted is known, how is not. */
  readonly secret?: boolean;
  /** So often it is held again where its window is over and it has not passed, before `else` applies. */
  readonly repeat?: number;
  /** Asked when nobody else is eligible. */
  readonly fallback?: Who;
  /** `effect`: opens when the run has taken effect. A step's name: opens when that one has passed. */
  readonly after?: string;
  /** Roles, of each of which at least one must agree. Their members are asked too. */
  readonly requires?: readonly string[];
}

export type StepAsk = 'answer' | 'review' | 'stance' | 'acknowledge' | 'contribute' | 'verify' | 'approve';

/** `48h..180d`, `72h`, `0..Wed 18:00`, or CEL that gives such a text when the step opens. */
export type Window =
  | { readonly form: 'range'; readonly min: string; readonly max: string | null }
  | { readonly form: 'expression'; readonly cel: string };

/** Whom a step asks. */
export type Who =
  | { readonly who: 'role'; readonly name: string }
  | { readonly who: 'anyone' }
  | { readonly who: 'union' | 'minus'; readonly left: Who; readonly right: Who }
  | { readonly who: 'choose'; readonly from: Who; readonly where?: string; readonly pick?: number; readonly weight?: string };

/** [A6] What happens when the window ends and `pass` does not hold. */
export type Otherwise =
  | { readonly otherwise: 'proceed' | 'lapse' | 'release' }
  /** To up to so many others, one after the other; `again`: to the same people, with a fresh window. */
  | { readonly otherwise: 'reroute'; readonly times: number; readonly role?: string; readonly again?: boolean }
  | { readonly otherwise: 'escalate'; readonly role: string }
  | { readonly otherwise: 'goto' | 'back'; readonly step: string }
  | { readonly otherwise: 'open'; readonly kind: string };

/** [R4] */
export interface ObjectionRule {
  readonly needs: readonly ('reason' | 'alternative')[];
  /** Who may resolve one: `objector`, `author`, or a role. */
  readonly clear: readonly string[];
  /** How long the objector has to answer a clarifying question. */
  readonly stale: string;
  readonly effect: 'block' | 'count' | 'record' | { readonly back: string };
  /** Only theirs bind. */
  readonly from?: Who;
  /** The role that may rule one invalid. */
  readonly valid?: string;
  /** The role that may overrule one, with a written reason. */
  readonly overrule?: string;
}

/** [L2] A claim of work for a time. */
export interface Lease {
  readonly by: Who;
  /** CEL over `p` and `a`. */
  readonly where?: string;
  readonly ttl: string;
  readonly renew?: 'activity' | 'never';
  readonly grace: string;
  /** How many times the grace may become another `ttl` on one honest sentence. */
  readonly extend: number;
  readonly else: 'release';
}

/** What `check` finds. 1-based place in the text that was given. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface Parsed {
  /** Present when there is no error. */
  readonly protocol?: Protocol;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
}

/**
 * [P1] Reads a protocol from YAML, or from Markdown with one fenced `yaml` block.
 * [P2] `strict`: what the organization knows. Unknown facts and roles are errors then; without it they are warnings.
 * `begins`: all that begins a run there, beside the clock; anything else is a warning.
 */
export const parseProtocol = (
  text: string,
  { strict, begins }: { readonly strict?: Known; readonly begins?: ReadonlySet<string> } = {},
): Parsed => {
  const report = newReport();
  const block = yamlIn(text.replace(/^\uFEFF/, ''));
  if (block.problem) return { problems: [block.problem] };
  const read = readYaml(block.text, block.firstLine);
  if (read.problem) return { problems: [{ severity: 'error', ...read.problem }] };
  const found = readProtocol(read.root, report);
  if (found) checkProtocol(found.protocol, read.root, found.stepNodes, strict, report);
  if (found && begins) checkTrigger(found.protocol, read.root, begins, report);
  const problems = report.problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return found && !problems.some((problem) => problem.severity === 'error')
    ? { protocol: found.protocol, problems }
    : { problems };
};

interface Block {
  readonly text: string;
  readonly firstLine: number;
  readonly problem?: Problem;
}

const yamlIn = (text: string): Block => {
  const lines = text.split(/\r?\n/);
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; i++) {
    const fence = /^ {0,3}(`{3,}|~{3,})\s*(.*?)\s*$/.exec(lines[i] ?? '');
    if (!fence?.[1]) continue;
    const from = i + 1;
    const close = new RegExp(`^ {0,3}${fence[1][0] === '~' ? '~' : '`'}{${fence[1].length},}\\s*$`);
    while (++i < lines.length && !close.test(lines[i] ?? ''));
    if (/^ya?ml\b/i.test(fence[2] ?? '')) blocks.push({ text: lines.slice(from, i).join('\n'), firstLine: from + 1 });
  }
  const [block, second] = blocks;
  if (second)
    return {
      ...second,
      problem: {
        severity: 'error',
        code: 'two-blocks',
        message: 'A protocol page has one fenced yaml block; this is a second one.',
        line: second.firstLine - 1,
        column: 1,
      },
    };
  return block ?? { text, firstLine: 1 };
};
