import type { Command } from './decider.ts';

/** FNV-1a over the command's words, 52 bits as hex: enough to notice that a reused id says something else. Not a safeguard against malice. */
export const digestOf = (command: Command): string => {
  const text = JSON.stringify([command.kind, command.name, command.artifact, command.data]);
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x01000197);
  }
  return (low >>> 0).toString(16).padStart(8, '0') + (high >>> 0).toString(16).padStart(8, '0');
};
