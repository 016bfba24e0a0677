import type { Context, Decider } from '#kernel/stream/decider.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { hosting, runNeeds } from '#practices/protocols';
import { canonical } from './canonical.ts';
import type { ChangeCommand, Data } from './commands.ts';
import { courseFrom } from './course.ts';
import type { ChangeEvent } from './events.ts';
import { evolveChange } from './evolve.ts';
import { follow } from './following.ts';
import { note, noteChecks, notePeople } from './noting.ts';
import { readChange } from './read.ts';
import { answerSample } from './sampling.ts';
import { actOn } from './stances.ts';
import type { ChangeState } from './state.ts';

type Events = Result<readonly ChangeEvent[]>;

export const change: Decider<ChangeState, ChangeCommand, ChangeEvent> = {
  kind: 'change',
  numbered: true,
  // `see`: the run says whose word counts, and refuses who may not.
  needs: {
    note: 'system',
    look: 'system',
    'see-checks': 'system',
    'know-people': 'system',
    revert: 'system',
    ...runNeeds,
    'answer-sample': 'see',
  },
  home: (command) => (command.name === 'note' ? command.data.space : null),
  decide(state, command, context) {
    if (command.name === 'note') return note(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is no such change that you can see.');
    if (hosting.isAct(command)) return actOn(state, command, context);
    switch (command.name) {
      case 'look':
        return look(state, command.data, context);
      case 'see-checks': {
        const course = courseFrom(state, context);
        if (noteChecks(course, command.data)) follow(course);
        return ok(course.events);
      }
      case 'know-people': {
        const course = courseFrom(state, context);
        notePeople(course, command.data.people);
        if (course.events.length > 0) follow(course);
        return ok(course.events);
      }
      case 'revert':
        return revert(state, command.data);
      case 'answer-sample':
        return answerSample(state, command.data, context);
      default:
        return command satisfies never;
    }
  },
  evolve: evolveChange,
  read: readChange,
};

const look = (state: ChangeState, { looks }: Data<'look'>, context: Context): Events => {
  // Somebody pushed while it was looked at.
  if (looks.head !== state.seen.snapshot.head) return ok([]);
  const { at, ...said } = looks;
  const { at: before, ...known } = state.looks ?? { at: 0 };
  if (canonical(said) === canonical(known)) return ok([]);
  const course = courseFrom(state, context);
  course.emit({ type: 'change-looked', looks: { ...looks, at: state.looks?.head === looks.head ? before : at } });
  follow(course);
  return ok(course.events);
};

/** The earliest that is heard of holds, so that it does not matter which came first. */
const revert = ({ reverted }: ChangeState, { by, at }: Data<'revert'>): Events =>
  reverted !== null && (reverted.at < at || (reverted.at === at && (reverted.by ?? '') <= (by ?? '')))
    ? ok([])
    : ok([{ type: 'change-reverted', by, at }]);
