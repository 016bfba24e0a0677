import type { ReactNode } from 'react';
import { LocalTime } from '#web/ui/local-time.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Pill } from '#web/ui/pill.tsx';
import { otherwiseOf, type Request } from './asked.ts';
import { t } from './one-strings.ts';

/** The line under the title. */
export const Facts = ({ request, pill }: { readonly request: Request; readonly pill: boolean }): ReactNode => {
  const { space, author, to, others, number, audience, urgent, rounds, status } = request;
  const protocol = rounds.at(-1)?.protocol;
  return (
    <>
      {pill && (
        <Pill
          {...(status === 'answered' || status === 'accepted'
            ? { tone: 'go' as const }
            : urgent && status === 'open' && request.dueAt !== null
              ? { tone: 'stop' as const }
              : {})}
        >
          <span>
            <Fate request={request} />
          </span>
        </Pill>
      )}
      <span>{t('number', { number })}</span>
      <span>{t.rich('fromTo', { from: <PersonName name={author.name} plain />, to: <PersonName name={to.name} plain /> })}</span>
      {passedTo(request).map((one) => (
        <span key={one.id}>{t.rich('passedTo', { name: <PersonName name={one.name} plain /> })}</span>
      ))}
      {others.length > 0 && <span title={others.map(({ name }) => name).join(', ')}>{t('andOthers', { n: others.length })}</span>}
      {space && (
        <a href={`/spaces/${space.slug}`} dir="auto">
          {space.name}
        </a>
      )}
      {audience && <span>{t('named')}</span>}
      {urgent && <span>{t('urgent')}</span>}
      {protocol && (
        <span>{t.rich('underProtocol', { protocol: <a href={`/protocols/${protocol.artifact}`}>{protocol.id}</a> })}</span>
      )}
    </>
  );
};

const WORDS = { answered: 'Answered', accepted: 'Accepted', lapsed: 'Lapsed', withdrawn: 'Withdrawn' } as const;

/** What happens and when: "By Mon 13:00, else somebody else is asked"; afterwards what happened. */
export const Fate = ({ request }: { readonly request: Request }): ReactNode => {
  const { status, dueAt, closedAt, proof, follows } = request;
  if (status !== 'open') return t.rich(WORDS[status], { when: closedAt === null ? '' : <LocalTime at={closedAt} /> });
  if (dueAt === null) return t('stands');
  const what = follows ?? otherwiseOf(proof?.ending ?? null);
  const when = <LocalTime at={dueAt} />;
  return what === '' ? t.rich('endsBy', { when }) : t.rich('byElse', { when, what });
};

/** Who owes the answer, where that is nobody whom the question names. */
const passedTo = ({ awaits, to, others }: Request): readonly Request['to'][] =>
  awaits
    .filter(({ kind, status }) => kind === 'answer' && (status === 'open' || status === 'paused'))
    .map(({ asked }) => asked)
    .filter(({ id }) => id !== to.id && others.every((one) => one.id !== id));
