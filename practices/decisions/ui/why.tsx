import type { ReactNode } from 'react';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { useNow } from '#web/ui/clock.ts';
import { Fold } from '#web/ui/fold.tsx';
import { hoursOf, lengthOf, msOf, placeOf, spokenMoment } from '#web/ui/time.ts';
import { WindowStrip, type StripSeat } from '#web/ui/window-strip.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';
import { blockers } from './facts.tsx';

type Proof = NonNullable<Decision['proof']>;
type Seat = Proof['seats'][number];

/** The one picture: why the window ends when it ends, or how it went; and the rule in words. */
export const Why = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const now = useNow();
  const { proof, protocol, outcome } = decision;
  if (!proof) return null;
  const over = outcome !== null;
  const endsAt = over ? outcome.at : proof.endsAt;
  return (
    <>
      <WindowStrip
        title={
          over
            ? t('whyEnded')
            : blockers(decision).length > 0
              ? t('whyBlocked')
              : endsAt === null
                ? t('whyStill')
                : t('why', { when: spokenMoment(endsAt) })
        }
        why={over ? outcome.because : whyWords(proof, blockers(decision).length > 0)}
        seats={proof.seats.map((seat) => seatOf(seat, proof, over))}
        from={proof.from}
        to={proof.to}
        now={over ? outcome.at : now}
        endsAt={endsAt}
        ends={t(over ? 'ended' : proof.ending.startsWith('Proceeds') ? 'proceeds' : 'ends')}
      />
      {protocol && (
        <Fold
          title={t('rule')}
          side={
            <a href={`/protocols/${protocol.artifact}`}>{t('protocolLine', { id: protocol.id, version: protocol.version })}</a>
          }
        >
          <HtmlDocument html={protocol.html} small />
        </Fold>
      )}
    </>
  );
};

const whyWords = (proof: Proof, blocked: boolean): string => {
  const words = gets(proof);
  return blocked && proof.endsAt !== null ? t('whyBlockedWords', { words, when: spokenMoment(proof.endsAt) }) : words;
};

const gets = (proof: Proof): string => {
  const n = proof.seats.filter(({ deputyOf }) => deputyOf === null).length;
  const min = lengthOf(msOf(proof.minAt) - msOf(proof.openedAt));
  const each = Math.max(0, ...proof.seats.map(({ needMs }) => needMs));
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
  if (seat.stance !== null) return seat.stale ? t('seatStale') : (SAID[seat.stance] ?? null);
  return over || seat.needMs > 0 ? null : '';
};

const hoursWords = (seat: Seat): string =>
  t('hours', { had: hoursOf(Math.min(seat.hadMs, seat.needMs)), need: hoursOf(seat.needMs) });
