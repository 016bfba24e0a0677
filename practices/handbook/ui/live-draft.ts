import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { askWhoReads } from '#web/api/me.ts';
import { useMe } from '#web/api/who.ts';
import type { SharedSource } from '#web/ui/writing/shared-source.ts';
import type { OpenPlace } from '../drafts/live-text.ts';
import { CLOSED } from '../drafts/messages.ts';
import type { Provider, Status } from '../drafts/provider.ts';
import type { openDraftHere } from './live-way.ts';

export interface LiveDraft {
  readonly status: Status | null;
  readonly source: SharedSource | null;
  /** As it stands, for what is told beside the text. */
  readonly text: string;
  readonly tell: (text: string) => void;
  readonly places: readonly OpenPlace[];
  /** Who else has the caret in it. */
  readonly others: readonly string[];
  readonly settle: (place: OpenPlace, takes: 'draft' | 'other') => boolean;
  readonly saved: () => Promise<boolean>;
  readonly retry: () => void;
  /** The editor could not be loaded. */
  readonly failed: boolean;
}

interface Told {
  readonly status: Status | null;
  readonly source: SharedSource | null;
  readonly places: readonly OpenPlace[];
  readonly others: readonly string[];
  readonly failed: boolean;
}

const NOTHING: Told = { status: null, source: null, places: [], others: [], failed: false };

/** A page's draft, shared with all who write in it, kept on this device as it is typed. */
export const useLiveDraft = (page: string, published: { readonly body: string; readonly revision: number }): LiveDraft => {
  const { actor } = useMe();
  const [told, setTold] = useState(NOTHING);
  const [text, setText] = useState(published.body);
  const open = useRef<ReturnType<typeof openDraftHere> | null>(null);
  const standing = useEffectEvent(() => ({ base: published.revision, body: published.body }));
  useEffect(() => {
    let gone = false;
    const tell = (change: Partial<Told>): void => {
      if (!gone) setTold((before) => ({ ...before, ...change }));
    };
    import('./live-way.ts').then(
      ({ openDraftHere: begin }) => {
        if (gone) return;
        open.current = begin({
          ...{ page, actor: actor.id },
          standing: () => standing(),
          onStatus: (status) => {
            tell({ status });
            // The shell says so and leads back here, where what was typed is kept.
            if (status.phase === 'closed' && status.code === CLOSED.signIn) void askWhoReads();
          },
          onSource: (source) => {
            tell({ source });
            if (!gone) setText(source.text);
          },
          onPlaces: (places) => tell({ places }),
          onOthers: (others) => tell({ others }),
        });
      },
      () => tell({ failed: true }),
    );
    const back = (): void => open.current?.provider.retry();
    const keep = (): void => void open.current?.provider.keep();
    const away = (): void => open.current?.provider.offline();
    addEventListener('online', back);
    addEventListener('offline', away);
    addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', keep);
    return () => {
      gone = true;
      removeEventListener('online', back);
      removeEventListener('offline', away);
      removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', keep);
      void open.current?.provider.close();
      open.current = null;
    };
  }, [page, actor.id]);
  const provider = (): Provider | undefined => open.current?.provider;
  return {
    ...told,
    text,
    tell: setText,
    settle: (place, takes) => open.current?.settle(place, takes) ?? false,
    saved: async () => (await provider()?.saved()) ?? false,
    retry: () => provider()?.retry(),
  };
};
