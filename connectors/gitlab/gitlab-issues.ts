import { kept, type ObservedIssue, type Said } from '#practices/changes';

const LONGEST_TEXT = 20_000;

interface GitlabIssue {
  readonly iid: number;
  readonly title: string;
  readonly description?: string | null | undefined;
  readonly url: string | null;
  readonly login: string;
  readonly state: string;
  readonly labels: string[];
  readonly created_at: number;
  readonly closed_at?: number | null | undefined;
}

/** GitLab closes issues without saying whether anything was done: they are done. */
export const issueSeen = (one: GitlabIssue): ObservedIssue['issue'] => ({
  ...{ title: kept(one.title, 300) || `#${one.iid}`, text: kept(one.description, LONGEST_TEXT), url: one.url },
  ...{ whole: [...(one.description ?? '')].length <= LONGEST_TEXT, login: one.login, labels: one.labels, lost: null },
  ...{ state: one.state === 'closed' ? 'closed' : 'open', openedAt: one.created_at, closedAt: one.closed_at ?? null },
});

interface Note {
  readonly id: number;
  readonly note: string;
  readonly author: { readonly username: string };
  readonly created_at: number;
  readonly updated_at: number;
  readonly url?: string | null | undefined;
}

/** A note on an issue, with all of its words. */
export const saidOf = (one: Note): Said => ({
  ...{ id: `note ${one.id}`, at: one.updated_at, saidAt: one.created_at, login: one.author.username.toLowerCase() },
  ...{ head: null, verdict: 'none', text: kept(one.note, LONGEST_TEXT), url: one.url ?? null },
});
