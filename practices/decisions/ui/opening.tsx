import type { ReactNode } from 'react';
import { Ends } from '#ui/protocols';
import type { Problem } from '#web/api/problem.ts';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useMe } from '#web/api/who.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';
import { bodyOf, type Typed } from './fields.ts';

type Preview = ReplyOf<'GET', '/api/decisions/opening'>;

/** Whom opening a draft now would ask, and what would happen by itself, and when. */
export const Opening = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const preview = useGet(
    '/api/decisions/:id/opening',
    { params: { id: decision.number } },
    { live: { artifact: decision.number } },
  );
  if (!preview.data) return <ErrorNote problem={preview.error} />;
  return <Ahead preview={preview.data} author={decision.author.id} />;
};

interface Writing {
  readonly typed: Typed;
  readonly space: string;
  readonly audience: readonly string[] | null;
}

type Said = Pick<Typed, 'impact' | 'reversible' | 'urgent' | 'affected'>;

/** The same of a proposal that was imported, with what is said of it. */
export const RecordForesight = ({ decision, said }: { readonly decision: Decision; readonly said: Said }): ReactNode => {
  const me = useMe();
  const query = {
    ...{ impact: said.impact, reversible: boolean(said.reversible), urgent: boolean(said.urgent) },
    affected: said.affected.join(),
  };
  const preview = useGet(
    '/api/decisions/:id/record/opening',
    { params: { id: decision.number }, query },
    { live: { artifact: decision.number } },
  );
  return <Foreseen preview={preview} author={me.actor.id} />;
};

/** The same of what is being written, before anything of it is sent. */
export const Foresight = ({ typed, space, audience }: Writing): ReactNode => {
  const me = useMe();
  const { options, nextSteps } = bodyOf(typed);
  const query = {
    ...{ impact: typed.impact, reversible: boolean(typed.reversible), urgent: boolean(typed.urgent) },
    ...{ options: String(Math.min(MOST_OPTIONS, options.length)), steps: String(Math.min(MOST_STEPS, nextSteps.length)) },
    ...(space !== '' && { space }),
    ...(typed.affected.length > 0 && { affected: typed.affected.join() }),
    ...(audience !== null && { audience: audience.join() }),
  };
  const preview = useGet('/api/decisions/opening', { query }, { live: { kinds: ['person', 'team', 'space'] } });
  return <Foreseen preview={preview} author={me.actor.id} />;
};

interface Asking {
  readonly data: Preview | undefined;
  readonly error: Problem | null;
}

/** What would be, or why it would be refused. */
const Foreseen = ({ preview: { data, error }, author }: { readonly preview: Asking; readonly author: string }): ReactNode => {
  if (data && !error) return <Ahead preview={data} author={author} />;
  return error && !error.offline && error.status !== 401 ? <Note>{error.detail}</Note> : null;
};

const boolean = (is: boolean): 'true' | 'false' => (is ? 'true' : 'false');
const [MOST_OPTIONS, MOST_STEPS] = [20, 50];

const Ahead = ({ preview, author }: { readonly preview: Preview; readonly author: string }): ReactNode => {
  const { sentence, dueAt, proof } = preview;
  const names = (proof?.seats ?? [])
    .filter(({ actor, excused, passedTo }) => excused === null && passedTo === null && actor !== author)
    .map(({ name }) => name);
  return (
    <Note>
      {asksOf(names)} <Ends sentence={sentence} when={dueAt === null ? '' : <LocalTime at={dueAt} />} />.
    </Note>
  );
};

/** More names are not read. */
const MOST_NAMES = 8;
const asksOf = (names: readonly string[]): string => {
  if (names.length === 0) return t('opensNobody');
  const others = names.length - MOST_NAMES;
  if (others < 2) return t('opensAsk', { names: names.join(', ') });
  return t('opensAskMany', { names: names.slice(0, MOST_NAMES).join(', '), n: others });
};
