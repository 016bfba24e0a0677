/** One piece of work after another; those for whom it is done take turns, however much each has waiting. */
export const inTurns = () => {
  /** Whoever is next comes first; each has their work in the order in which it came. */
  const queues = new Map<string, (() => Promise<void>)[]>();
  let busy = false;

  const goOn = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (;;) {
      const [next] = queues;
      if (!next) break;
      const [whose, queue] = next;
      queues.delete(whose);
      const work = queue.shift();
      if (queue.length > 0) queues.set(whose, queue);
      await work?.();
    }
    busy = false;
  };

  return {
    waiting: (whose: string): number => queues.get(whose)?.length ?? 0,
    take: <T>(whose: string, work: () => Promise<T>): Promise<T> => {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const queue = queues.get(whose) ?? [];
      queue.push(() => work().then(resolve, reject));
      queues.set(whose, queue);
      void goOn();
      return promise;
    },
  };
};
