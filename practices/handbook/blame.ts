import { diffArrays } from 'diff';

/** A paragraph of a text as it stands, with the revision that last changed a line of it. */
export interface Paragraph {
  /** 1-based, both included. */
  readonly from: number;
  readonly to: number;
  readonly revision: number;
}

const PATIENCE = 200;

/** Which revision each paragraph is from: the lines of every revision, the oldest first, are followed into the next one. */
export const blame = (revisions: readonly { readonly revision: number; readonly body: string }[]): readonly Paragraph[] => {
  let lines: string[] = [];
  let origins: number[] = [];
  for (const { revision, body } of revisions) {
    const next = body.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
    const pieces = diffArrays(lines, next, { timeout: PATIENCE }) ?? [{ value: next, added: true, removed: false }];
    const origin: number[] = [];
    let at = 0;
    for (const { value, added, removed } of pieces) {
      if (removed) at += value.length;
      else for (const _ of value) origin.push(added ? revision : (origins[at++] ?? revision));
    }
    [lines, origins] = [next, origin];
  }
  return paragraphs(lines, origins);
};

const paragraphs = (lines: readonly string[], origins: readonly number[]): readonly Paragraph[] => {
  const found: Paragraph[] = [];
  let open: { from: number; revision: number } | null = null;
  let fence: string | null = null;
  for (const [index, text] of [...lines, ''].entries()) {
    const mark: string | undefined = /^\s*(```+|~~~+)/.exec(text)?.[1];
    if (fence === null && mark !== undefined) fence = mark;
    else if (fence !== null && mark?.startsWith(fence)) fence = null;
    const blank = text.trim() === '' && (fence === null || index === lines.length);
    if (blank && open) {
      found.push({ from: open.from, to: index, revision: open.revision });
      open = null;
    } else if (!blank) {
      const origin = origins[index] ?? 0;
      open = open ? { from: open.from, revision: Math.max(open.revision, origin) } : { from: index + 1, revision: origin };
    }
  }
  return found;
};
