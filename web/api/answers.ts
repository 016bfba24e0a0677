/** Says `answer` whenever the server answered something, whatever it said. */
export const server = new EventTarget();
