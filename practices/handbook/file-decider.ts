import { seenBy } from '#kernel/actors/access.ts';
import { z } from 'zod';
import type { Command, Context, Decider, Known } from '#kernel/stream/decider.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { takesPart } from '#practices/comments';
import { homeFault } from '#practices/spaces';
import { evolveFile, readFile, type FileEvent, type FileState } from './file.ts';
import { fileName, filePath } from './file-name.ts';

const content = {
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.int().min(0),
  mime: z.string().min(1).max(200),
  width: z.int().min(1).nullable(),
  height: z.int().min(1).nullable(),
} as const;

/**
 * The data of each command to a file; what it hangs on is in `refs`. [safety] The hash is never somebody's word: whoever sends `keep` or
 * `replace` has had the bytes in hand (`filing.ts`), so that nobody comes by bytes by naming them.
 */
const fileCommands = {
  keep: z.strictObject({
    ...content,
    name: z.string(),
    on: z.uuid().nullable(),
    path: z.string().nullable(),
    space: z.uuid().nullable(),
  }),
  replace: z.strictObject(content),
  rename: z.strictObject({ name: z.string(), path: z.string().nullable() }),
  /** What it hangs on has moved, or is seen by others. */
  follow: z.strictObject({}),
  delete: z.strictObject({}),
} as const;

type Commands = typeof fileCommands;
type Data<N extends keyof Commands> = z.output<Commands[N]>;
export type FileCommand = { [N in keyof Commands]: Command<N, Data<N>> }[keyof Commands];
type Events = Result<readonly FileEvent[]>;

export const file: Decider<FileState, FileCommand, FileEvent> = {
  kind: 'file',
  numbered: false,
  needs: { keep: 'see', replace: 'see', rename: 'see', follow: 'system', delete: 'see' },
  decide(state, command, context) {
    if (command.name === 'keep') return keep(state, command.data, context);
    if (state === null) return NO_FILE;
    const subject = state.on === null ? null : context.refs.get(state.on);
    if (subject === undefined) return NO_FILE;
    const followed = follow(state, subject);
    if (command.name === 'follow') return ok(followed);
    if (state.status === 'deleted') return command.name === 'delete' ? ok([]) : refuse('deleted', 'This file has been deleted.');
    const outside = mayChange(subject, state.space, context);
    if (outside) return outside;
    const decided = change(state, command);
    return decided.refused || decided.ok.length === 0 ? decided : ok([...followed, ...decided.ok]);
  },
  evolve: evolveFile,
  read: readFile,
};

const NO_FILE = refuse('not-found', 'There is no such file that you can see.');

const keep = (state: FileState | null, data: Data<'keep'>, context: Context): Events => {
  if (state !== null) return refuse('already-written', 'This file is kept already.');
  const { on, path: said, name, space: room, ...rest } = data;
  const subject = on === null ? null : context.refs.get(on);
  if (subject === undefined) return NO_SUBJECT;
  const fault = subjectFault(subject, said) ?? mayChange(subject, room, context);
  if (fault) return fault;
  const path = said === null ? ok(null) : filePath(said, '/path');
  if (path.refused) return path;
  const space = subject ? subject.space : room;
  const audience = subject ? subject.audience : seenBy(space, null);
  return ok([{ type: 'file-kept', ...rest, name: fileName(name), on, path: path.ok, space, audience }]);
};

const NO_SUBJECT = refuse('not-found', 'There is nothing here that you can see.', { field: '/on' });

const subjectFault = (subject: Known | null, path: string | null): Refusal | null => {
  if (subject === null) return path === null ? refuse('path-required', 'A file that hangs on nothing has a path.') : null;
  if (subject.number === 0) return refuse('not-a-subject', 'This takes no files of its own.', { field: '/on' });
  const { status } = subject.state as { readonly status?: string };
  if (status === 'deleted') return refuse('deleted', 'This has been deleted.', { field: '/on' });
  if (path !== null && subject.kind !== 'page')
    return refuse('not-a-page', 'Files with a path lie below a page.', { field: '/path' });
  return null;
};

/** Whoever takes part in what it hangs on; whoever writes in its space, where it hangs on nothing. */
const mayChange = (subject: Known | null, space: string | null, context: Context): Refusal | null =>
  context.by === SYSTEM ? null : subject === null ? homeFault(space, context, 'write') : takesPart(subject, context);

const change = (
  state: Extract<FileState, { readonly status: 'kept' }>,
  command: Exclude<FileCommand, { name: 'keep' | 'follow' }>,
): Events => {
  switch (command.name) {
    case 'replace':
      return ok(command.data.hash === state.hash ? [] : [{ type: 'file-replaced', ...command.data }]);
    case 'rename': {
      const name = fileName(command.data.name);
      const path = command.data.path === null ? ok(null) : filePath(command.data.path, '/path');
      if (path.refused) return path;
      return ok(name === state.name && path.ok === state.path ? [] : [{ type: 'file-renamed', name, path: path.ok }]);
    }
    case 'delete':
      return ok([{ type: 'file-deleted' }]);
    default:
      return command satisfies never;
  }
};

/** [safety] A file is seen by whoever sees what it hangs on, also when that changes. */
const follow = (state: FileState, subject: Known | null): readonly FileEvent[] => {
  if (subject === null) return [];
  const { audience, space } = subject;
  const same =
    state.space === space && state.audience.length === audience.length && state.audience.every((key) => audience.includes(key));
  return same ? [] : [{ type: 'file-followed', audience, space }];
};
