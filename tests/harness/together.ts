/** What `act` makes of each, in the order given, so many at once: what only asks need not wait for one another. */
export const together = async <T, R>(all: readonly T[], act: (one: T) => Promise<R>, most = 24): Promise<readonly R[]> => {
  const done: R[] = [];
  for (let first = 0; first < all.length; first += most)
    done.push(...(await Promise.all(all.slice(first, first + most).map((one) => act(one)))));
  return done;
};
