/** So many pieces of work of one sender at a time; what else is theirs waits, is told that it did, and nobody else does. */
export const slots = (most: number) => {
  const senders = new Map<string, { busy: number; readonly waiting: (() => void)[] }>();
  return async <T>(whose: string, work: (waited: boolean) => Promise<T>): Promise<T> => {
    const sender = senders.get(whose) ?? { busy: 0, waiting: [] };
    senders.set(whose, sender);
    const waits = sender.busy >= most;
    if (!waits) sender.busy += 1;
    else await new Promise<void>((go) => sender.waiting.push(go));
    try {
      return await work(waits);
    } finally {
      const next = sender.waiting.shift();
      if (next) next();
      else if (--sender.busy === 0) senders.delete(whose);
    }
  };
};
