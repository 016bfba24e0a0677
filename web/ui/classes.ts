/** Joins the class names that are there. */
export const classes = (...names: readonly (string | false | null | undefined | object)[]): string =>
  names.filter((name) => typeof name === 'string' && name !== '').join(' ');
