import type { Snapshot } from './observed.ts';

/** What a change undoes: one of the same repository by its number, or a commit. */
export type Reverts = { readonly key: string } | { readonly sha: string };

/** As GitHub (`Reverts northwind/freight#12`), GitLab (`This reverts merge request !12`) and git (`This reverts commit 8f0e1c2…`) say it. */
export const revertsOf = ({ title, text }: Pick<Snapshot, 'title' | 'text'>): Reverts | null => {
  const key = /^(?:Reverts\s+[\w.-]+\/[\w.-]+#|This reverts merge request\s+!)(\d{1,9})\b/im.exec(text)?.[1];
  if (key !== undefined) return { key };
  const sha = /\bThis reverts commit\s+([0-9a-f]{7,64})\b/i.exec(text)?.[1];
  if (sha !== undefined) return { sha: sha.toLowerCase() };
  const named = /^Revert\s+#(\d{1,9})\b/i.exec(title)?.[1];
  return named === undefined ? null : { key: named };
};
