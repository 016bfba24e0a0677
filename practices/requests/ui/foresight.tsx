import type { ReactNode } from 'react';
import { WindowProof } from '#ui/protocols';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { useReaderZone } from '#web/ui/reader.ts';
import { Line, Lines } from '#web/ui/saying.tsx';
import { Stack } from '#web/ui/stack.tsx';
import { clockTime, placeOf, weekday } from '#web/ui/time.ts';
import { t } from './ask-strings.ts';
import { otherwiseOf } from './asked.ts';
import { foresightOf, type NewRequest, type Place } from './new-request.ts';

type Preview = ReplyOf<'GET', '/api/requests/asking'>;
type Seat = NonNullable<Preview['proof']>['seats'][number];

/** What asking now would begin: who is asked, until when on their clock and on mine, and what happens then. */
export const Foresight = (props: { readonly request: NewRequest; readonly to: string; readonly place: Place }): ReactNode => {
  const { request, to, place } = props;
  const preview = useGet(
    '/api/requests/asking',
    { query: foresightOf(request, to, place) },
    { live: { kinds: ['person', 'team'] } },
  );
  if (preview.error) return <ErrorNote problem={preview.error} />;
  if (!preview.data) return <Skeleton lines={2} />;
  const { sentence, dueAt, proof, follows } = preview.data;
  const seats = proof?.seats ?? [];
  const what = follows ?? otherwiseOf(sentence);
  return (
    <Section title={t('ahead')}>
      <Stack>
        <Lines>
          {seats.map((seat) => (
            <SeatLine key={seat.actor} seat={seat} seats={seats} />
          ))}
          {dueAt !== null && <Line>{t.rich('else', { when: <LocalTime at={dueAt} />, what })}</Line>}
        </Lines>
        {proof && <WindowProof proof={proof} outcome={null} />}
      </Stack>
    </Section>
  );
};

const SeatLine = ({ seat, seats }: { readonly seat: Seat; readonly seats: readonly Seat[] }): ReactNode => {
  const mine = useReaderZone();
  const { name, zone, passedTo, excused, dueAt } = seat;
  if (passedTo !== null) {
    const deputy = seats.find(({ actor }) => actor === passedTo)?.name ?? '';
    return <Line now>{t('onLeave', { name, deputy })}</Line>;
  }
  if (excused !== null) return <Line now>{t(excused === 'away' ? 'away' : 'excused', { name })}</Line>;
  if (dueAt === null) return <Line now>{t('asks', { name })}</Line>;
  const when = <LocalTime at={dueAt} zone={zone} />;
  if (zone === mine) return <Line now>{t.rich('asksBy', { name, when })}</Line>;
  const theirs = `${weekday(dueAt, zone)} ${clockTime(dueAt, zone)}`;
  return <Line now>{t.rich('asksByTheirs', { name, when, theirs, place: placeOf(zone) })}</Line>;
};
