import type { ReactNode } from 'react';
import type { ReplyOf } from '#web/api/route-map.ts';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { useNow } from '#web/ui/clock.ts';
import { Fold } from '#web/ui/fold.tsx';
import { hoursOf, lengthOf, msOf, placeOf, spokenMoment } from '#web/ui/time.ts';
import { WindowStrip, type StripSeat } from '#web/ui/window-strip.tsx';
import { t } from './proof-strings.ts';

/** The proof of a window, as the server tells it of anything that runs under a protocol. */
export type Proof = NonNullable<ReplyOf<'GET', '/api/decisions/:id'>['proof']>;
type Seat = Proof['seats'][number];

/** The one picture: why the window ends when it ends, or how it went. */
export const WindowProof = (props: {
  readonly proof: Proof;
  /** How it ended, if it did. */
  readonly outcome: { readonly at: string; readonly because: string } | null;
  /** Something that was said keeps it from going on. */
  readonly blocked?: boolean;
}): ReactNode => {
  const now = useNow();
  const { proof, outcome, blocked = false } = props;
  const endsAt = outcome === null ? proof.endsAt : outcome.at;
  return (
    <WindowStrip
      title={titleOf(proof, outcome !== null, blocked)}
      why={outcome === null ? whyWords(proof, blocked) : outcome.because}
      seats={proof.seats.map((seat) => seatOf(seat, proof, outcome !== null))}
      from={proof.from}
      to={proof.to}
      now={outcome === null ? now : outcome.at}
      endsAt={endsAt}
      ends={t(outcome !== null ? 'ended' : proof.ending.startsWith('Proceeds') ? 'proceeds' : 'ends')}
    />
  );
};

const titleOf = (proof: Proof, over: boolean, blocked: boolean): string => {
  if (over) return t('whyEnded');
  if (blocked) return t('whyBlocked');
  return proof.endsAt === null ? t('whyStill') : t('why', { when: spokenMoment(proof.endsAt) });
};

/** The protocol in words, folded. */
export const Rule = (props: {
  readonly protocol: { readonly artifact: string; readonly id: string; readonly version: number; readonly html: string };
}): ReactNode => {
  const { artifact, id, version, html } = props.protocol;
  return (
    <Fold title={t('rule')} side={<a href={`/protocols/${artifact}`}>{t('protocolLine', { id, version })}</a>}>
      <HtmlDocument html={html} small />
    </Fold>
  );
};

const whyWords = (proof: Proof, blocked: boolean): string => {
  const got = gets(proof, blocked);
  const words = proof.deciders === null ? got : t('whyDecided', { deciders: proof.deciders, words: got });
  return blocked && proof.endsAt !== null ? t('whyBlockedWords', { words, when: spokenMoment(proof.endsAt) }) : words;
};

/** What they get who are asked. Until when is said once: where it is blocked, with what blocks it. */
const gets = (proof: Proof, blocked: boolean): string => {
  const n = proof.seats.filter(({ deputyOf }) => deputyOf === null).length;
  const min = lengthOf(msOf(proof.minAt) - msOf(proof.openedAt));
  const each = Math.max(0, ...proof.seats.map(({ needMs }) => needMs));
  if (each === 0 && msOf(proof.minAt) <= msOf(proof.openedAt))
    return proof.endsAt === null || blocked ? t('whyAny') : t('whyAnyUntil', { when: spokenMoment(proof.endsAt) });
  return each > 0 ? t('whyEach', { n, min, each: hoursOf(each) }) : t('whyWords', { n, min });
};

const SAID: Readonly<Record<string, string>> = {
  agree: t('seatAgree'),
  abstain: t('seatAbstain'),
  object: t('seatObject'),
  answer: t('seatAnswer'),
};

const seatOf = (seat: Seat, proof: Proof, over: boolean): StripSeat => {
  const note = noteOf(seat, proof, over);
  return {
    name: seat.name,
    place: placeOf(seat.zone),
    localTime: seat.localTime,
    zone: seat.zone,
    spans: seat.spans,
    hadMs: seat.hadMs,
    needMs: seat.needMs,
    ...(note === null ? {} : { note }),
  };
};

const noteOf = (seat: Seat, proof: Proof, over: boolean): string | null => {
  if (seat.passedTo !== null) {
    const deputy = proof.seats.find(({ actor }) => actor === seat.passedTo);
    const hours = deputy && deputy.needMs > 0 ? hoursWords(deputy) : '';
    const away = seat.spans.some(({ kind }) => kind === 'leave');
    return t(away ? 'onLeave' : 'passedTo', { name: deputy?.name ?? '', hours }).trim();
  }
  if (seat.excused === 'away') return t('excusedAway');
  if (seat.excused !== null) return t('excused', { why: seat.excused });
  if (seat.voted && !seat.stale) return t('seatVoted');
  if (seat.implicit && !seat.stale) return t('seatImplied');
  if (seat.stance !== null) return seat.stale ? t('seatStale') : (SAID[seat.stance] ?? null);
  return over || seat.needMs > 0 ? null : '';
};

const hoursWords = (seat: Seat): string =>
  t('hours', { had: hoursOf(Math.min(seat.hadMs, seat.needMs)), need: hoursOf(seat.needMs) });
