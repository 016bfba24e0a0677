const texts = import.meta.glob<string>('../../../../kernel/protocol/scenarios/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export interface Example {
  readonly id: string;
  /** The first sentence of what its writer says of it. */
  readonly says: string;
  readonly text: string;
}

/** The stories by which the kernel is tried; the one that has most of everything first. */
export const examples = (): readonly Example[] =>
  Object.entries(texts)
    .map(([path, text]) => {
      const id = path.replace(/^.*\/|\.yaml$/g, '');
      const comment = (/^(?:#.*\n)+/.exec(text)?.[0] ?? '').replace(/^# ?/gm, '').replace(/\s+/g, ' ').trim();
      return { id, says: /^.*?[.](?=\s|$)/.exec(comment)?.[0] ?? id, text };
    })
    .toSorted((a, b) => Number(b.id === FIRST) - Number(a.id === FIRST) || a.id.localeCompare(b.id));

const FIRST = 'four-zones';
