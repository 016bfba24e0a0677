/** What is said in the middle of a sentence, as the beginning of one. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
