import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AwaitKind } from '#kernel/awaits/await.ts';
import type { Observed } from '#kernel/sim/fit.ts';
import { z } from 'zod';
import { complain, readText, whyNot } from './protocol-file.ts';

export interface History {
  readonly asks: readonly Observed[];
  /** Why there is none, where that can be said. */
  readonly why: string | null;
}

export const NO_HISTORY: History = { asks: [], why: null };

/** How people answered: from an export of everything (a folder), or JSON Lines of asks. Null, having said why, where it is neither. */
export const readHistory = async (path: string): Promise<History | null> => {
  if (path !== '-' && statSync(resolve(path), { throwIfNoEntry: false })?.isDirectory()) {
    const { historyOfExport } = await import('./export-history.ts');
    return historyOfExport(resolve(path));
  }
  const asks = readAsks(path);
  return asks && { asks, why: null };
};

const KINDS = [
  'answer',
  'review',
  'stance',
  'acknowledge',
  'contribute',
  'verify',
  'approve',
] as const satisfies readonly AwaitKind[];

const ask = z.strictObject({
  actor: z.string().min(1),
  team: z.string().default(''),
  kind: z.enum(KINDS),
  asked: z.iso.datetime({ offset: true }),
  minutes: z.number().min(0),
  answered: z.boolean(),
});

const readAsks = (file: string): readonly Observed[] | null => {
  const text = file === '-' ? readFileSync(0, 'utf8') : readText(resolve(file));
  if (text === null) {
    complain(`${file}: ${whyNot(file)}\n`);
    return null;
  }
  const asks: Observed[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = ask.safeParse(fromJson(line));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      complain(`${file}:${index + 1}: ${issue?.path.join('.') || 'this line'}: ${issue?.message ?? 'is no ask'}\n`);
      return null;
    }
    const { asked, minutes, ...same } = parsed.data;
    asks.push({ ...same, askedAt: Date.parse(asked), workedMs: minutes * 60_000 });
  }
  return asks;
};

const fromJson = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};
