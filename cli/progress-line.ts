import { shown } from './words.ts';

/** One line on a terminal, written over and over; nothing elsewhere. */
export const progressLine = (json: boolean): { readonly show: (line: string) => void; readonly clear: () => void } => {
  const { stderr } = process;
  if (json || !stderr.isTTY) return { show: () => {}, clear: () => {} };
  let last = 0;
  return {
    show: (line) => {
      if (performance.now() - last < 50) return;
      last = performance.now();
      stderr.write(`\r\u001B[2K${shown(line).slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    clear: () => void stderr.write('\r\u001B[2K'),
  };
};
