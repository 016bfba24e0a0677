import { useEffect, useState } from 'react';
import { useGet } from '#web/api/query.ts';
import { ask } from '../engine.ts';
import { blockOf } from '../trying/blocks.ts';
import { unpacked } from '../trying/share.ts';

interface Begun {
  readonly key: string;
  /** Null while it is looked up. */
  readonly text: string | null;
  /** What the address holds is no whole story. */
  readonly bad: boolean;
  readonly failed: boolean;
}

const NOTHING: Begun = { key: '', text: null, bad: false, failed: false };

/** The story that an address holds, one under the protocol that it names or holds, or the demonstration. */
export const useBeginning = (search: Readonly<Record<string, string>>): Begun => {
  const [of, exhibit] = [search['of'], search['gallery']];
  const protocol = useGet('/api/protocols/:id', { params: { id: of ?? '' } }, { enabled: of !== undefined });
  const source = protocol.data?.source ?? null;
  const settled = of === undefined || source !== null || protocol.error !== null;
  const [begun, setBegun] = useState(NOTHING);
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const look = (): void => setHash(location.hash);
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  useEffect(() => {
    if (!settled) return;
    let over = false;
    begin(hash, source === null ? null : blockOf(source).yaml, exhibit).then(
      ({ text, bad }) => {
        if (!over) setBegun({ key: `${hash} ${of ?? ''} ${exhibit ?? ''}`, text, bad, failed: false });
      },
      () => {
        if (!over) setBegun({ ...NOTHING, failed: true });
      },
    );
    return () => {
      over = true;
    };
  }, [settled, source, exhibit, hash, of]);
  return begun;
};

const begin = async (
  hash: string,
  source: string | null,
  exhibit: string | undefined,
): Promise<{ readonly text: string; readonly bad: boolean }> => {
  const [what, letters] = /^#(story|protocol)=([\w-]*)$/.exec(hash)?.slice(1) ?? [];
  const held = letters === undefined ? null : await unpacked(letters);
  if (held !== null && what === 'story') return { text: held, bad: false };
  const gallery = exhibit === undefined ? null : (await ask('exhibit', { ask: 'exhibit', id: exhibit })).text;
  const protocol = held ?? source ?? gallery;
  if (protocol !== null) return { text: (await ask('open', { ask: 'open', protocol, now: Date.now() })).text, bad: false };
  const { examples } = await ask('examples', { ask: 'examples' });
  return { text: examples[0]?.text ?? '', bad: letters !== undefined };
};
