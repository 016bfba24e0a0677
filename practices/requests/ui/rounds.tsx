import type { ReactNode } from 'react';
import { HtmlDocument } from '#web/ui/html-document.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Remark, Remarks } from '#web/ui/remark.tsx';
import { Saying, Sayings } from '#web/ui/saying.tsx';
import type { Request } from './asked.ts';
import { t } from './one-strings.ts';

type Round = Request['rounds'][number];

/** The question, what was asked back, and the answers; each time that it was asked. */
export const Rounds = ({ request }: { readonly request: Request }): ReactNode => (
  <>
    {request.rounds.map((round, index) => (
      <One key={index} round={round} first={index === 0} />
    ))}
    {request.accepted && (
      <Sayings>
        <Saying
          who=""
          did={t.rich('acceptedBy', { name: request.accepted.by.name, when: <LocalTime at={request.accepted.at} /> })}
          tone="go"
          words={request.accepted.words}
        />
      </Sayings>
    )}
    {request.withdrawn && (
      <Sayings>
        <Saying
          who=""
          did={t.rich('withdrawnBy', { name: request.withdrawn.by.name, when: <LocalTime at={request.withdrawn.at} /> })}
          words={request.withdrawn.reason}
        />
      </Sayings>
    )}
  </>
);

const One = ({ round, first }: { readonly round: Round; readonly first: boolean }): ReactNode => (
  <>
    <Section title={first ? t('question') : t.rich('again', { when: <LocalTime at={round.askedAt} /> })} bare>
      <HtmlDocument html={round.html} />
    </Section>
    {round.said.length > 0 && (
      <Section title={t('clarifications')}>
        <Sayings>
          {round.said.map((one, index) => (
            <Saying
              key={index}
              who={<PersonName name={one.by.name} />}
              did={one.to === null ? '' : t('saidTo', { name: one.to.name })}
              when={<LocalTime at={one.at} />}
              words={one.text}
            />
          ))}
        </Sayings>
      </Section>
    )}
    {(round.answers.length > 0 || round.outcome === null) && (
      <Section title={t('answersTitle')}>
        {round.answers.length === 0 && <Note>{t('noAnswer')}</Note>}
        {round.answers.length > 0 && (
          <Remarks>
            {round.answers.map((one, index) => (
              <Remark
                key={index}
                head={
                  <>
                    <PersonName name={one.by.name} /> {t(one.asked ? 'answered' : 'answeredToo')} <LocalTime at={one.at} />
                  </>
                }
              >
                <HtmlDocument html={one.html} small />
              </Remark>
            ))}
          </Remarks>
        )}
      </Section>
    )}
  </>
);
