import { runThread } from '#practices/protocols';
import { deciders, directorySource, governed } from './practices.ts';

// The thread in which the past is told again: it knows the practices, and reads by a connection of its own.
runThread({
  governed,
  decider: (kind) => {
    const decider = deciders.get(kind);
    if (!decider) throw new Error(`there is no ${kind}`);
    return decider;
  },
  directoryKinds: directorySource.kinds,
  build: directorySource.build,
});
