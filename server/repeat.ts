/** How often what waits for its moment is looked for, ms: nobody says when it comes. */
export const LOOK_EVERY = 2_000;

export interface Repeated {
  /** There is something to do. */
  rouse(): void;
  /** Once what is being done is done. */
  stop(): Promise<void>;
}

export type Repeat = (work: () => Promise<boolean>) => Repeated;

/** Works again and again until it is stopped: at once where the work says that there is more, else after a rest of `every` ms. It does not throw. */
export const repeat = (work: () => Promise<boolean>, every = LOOK_EVERY): Repeated => {
  let [roused, stopped] = [false, false];
  let wake: () => void = () => undefined;
  const rest = (): Promise<void> =>
    new Promise((resume) => {
      const timer = setTimeout(resume, roused || stopped ? 0 : every);
      wake = () => {
        clearTimeout(timer);
        resume();
      };
    });
  const loop = async (): Promise<void> => {
    while (!stopped) {
      roused = false;
      if (!(await work()) && !stopped) await rest();
    }
  };
  const running = loop();
  return {
    rouse: () => {
      roused = true;
      wake();
    },
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
  };
};
