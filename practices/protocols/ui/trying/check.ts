import { parseProtocol, type Problem } from '#kernel/protocol/document.ts';
import { explain } from '#kernel/protocol/explain.ts';
import { outlineOf, type Outline } from '#kernel/protocol/outline.ts';

/** What is said of a text while it is written. */
export interface Checked {
  readonly problems: readonly Problem[];
  /** Null while it is no protocol. */
  readonly says: { readonly id: string; readonly prose: string; readonly outline: Outline } | null;
}

/** `roles`: those that the organization has, of which nothing need be said. `begins`: what begins a run there; empty: nobody knows. */
export const check = (text: string, roles: ReadonlySet<string>, begins: ReadonlySet<string>): Checked => {
  const { protocol, problems } = parseProtocol(text, begins.size === 0 ? {} : { begins });
  return {
    problems: problems.filter(({ code, message }) => code !== 'unknown-role' || !roles.has(/"([^"]+)"/.exec(message)?.[1] ?? '')),
    says: protocol ? { id: protocol.id, prose: explain(protocol), outline: outlineOf(protocol) } : null,
  };
};
