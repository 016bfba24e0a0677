/** What changes what is made of a text: what was rendered by another version is made anew. */
export const VERSION = 16;
