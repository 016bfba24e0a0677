import { sharedSource, type SharedSource } from '#web/ui/writing/shared-source.ts';
import { openPlaces, placesOf, settle, textOf, type OpenPlace } from '../drafts/live-text.ts';
import { provider, type Status } from '../drafts/provider.ts';
import { draftKeeper } from './live-keeper.ts';

interface Here {
  /** Its id. */
  readonly page: string;
  readonly actor: string;
  readonly standing: () => { readonly base: number; readonly body: string };
  readonly onStatus: (status: Status) => void;
  readonly onSource: (source: SharedSource) => void;
  readonly onPlaces: (places: readonly OpenPlace[]) => void;
  readonly onOthers: (names: readonly string[]) => void;
}

/** Opens a page's draft in this window. Loaded when somebody first writes: Yjs is large. */
export const openDraftHere = ({ page, actor, standing, onStatus, onSource, onPlaces, onOthers }: Here) => {
  let source: SharedSource | null = null;
  let settleIn: (place: OpenPlace, takes: 'draft' | 'other') => boolean = () => false;
  const made = provider({
    connect: () => new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/drafts/${page}`),
    keeper: draftKeeper(actor, page),
    offline: standing,
    onStatus,
    onText: (doc) => {
      source = sharedSource(textOf(doc), { onCaret: (at) => made.caret(at) });
      settleIn = (place, takes) => settle(doc, place, takes, 'settled');
      placesOf(doc).observe(() => onPlaces(openPlaces(doc)));
      onSource(source);
      onPlaces(openPlaces(doc));
    },
    onCarets: (carets) => {
      source?.carets(carets);
      onOthers([...new Set(carets.map(({ name }) => name))]);
    },
  });
  return {
    provider: made,
    settle: (place: OpenPlace, takes: 'draft' | 'other'): boolean => settleIn(place, takes),
  };
};
