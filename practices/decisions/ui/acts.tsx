import { useState } from 'react';
import type { ReactNode } from 'react';
import { WordsForm } from '#ui/comments';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Menu, type MenuItem } from '#web/ui/menu.tsx';
import { Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { Unfolded } from '#web/ui/unfolded.tsx';
import { PassOn, ReviewDate, Share } from './act-forms.tsx';
import type { Decision } from './decided.ts';
import { ACTION_WORDS, t } from './decision-strings.ts';
import { may } from './offers.ts';

const BY_WORDS = {
  'challenge-amendment': { label: 'challenge', path: 'challenges', does: 'challengeDo', optional: true },
  withdraw: { label: 'withdraw', path: 'withdrawals', does: 'withdrawDo', optional: true },
  reopen: { label: 'reopen', path: 'reopenings', does: 'reopenDo', optional: false },
  'keep-closed': { label: 'keepClosed', path: 'closings', does: 'keepClosedDo', optional: false },
  deprecate: { label: 'deprecate', path: 'deprecations', does: 'deprecateDo', optional: false },
} as const;
const WITH_FIELDS = { 'review-date': 'reviewDate', 'pass-on': 'passOn', share: 'share' } as const;
type ByWords = keyof typeof BY_WORDS;
type Form = ByWords | keyof typeof WITH_FIELDS | null;
const NAMES = Object.keys(BY_WORDS).filter((name): name is ByWords => name in BY_WORDS);

/** The rarer acts behind one menu, each with its form in place; and what one may not do now, with its reason. */
export const Acts = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const me = useMe().actor.id;
  const [form, setForm] = useState<Form>(null);
  const { actions, number, status, proof } = decision;
  const href = `/decisions/${number}`;
  const seated = proof?.seats.some(({ actor, status: seat }) => actor === me && (seat === 'open' || seat === 'paused')) === true;
  const items: readonly MenuItem[] = [
    ...(may(actions, 'amend') && status === 'open'
      ? [{ label: t('amend'), href: decision.proposes ? `${href}/text` : `${href}/edit` }]
      : []),
    ...(seated && status === 'open' ? [{ label: t('passOn'), act: () => setForm('pass-on') }] : []),
    ...(may(actions, 'share-draft') ? [{ label: t('share'), act: () => setForm('share') }] : []),
    ...(may(actions, 'set-review-date') ? [{ label: t('reviewDate'), act: () => setForm('review-date') }] : []),
    ...(status === 'accepted' ? [{ label: t('supersede'), href: `/decisions/new?supersedes=${number}` }] : []),
    ...(decision.links.length > 0 ? [{ label: t('graph'), href: `/decisions/graph?around=${number}` }] : []),
    { label: t('download'), act: () => takeAway(number) },
    ...NAMES.filter((name) => may(actions, name)).map((name) => ({
      label: t(status === 'draft' && name === 'withdraw' ? 'discard' : BY_WORDS[name].label),
      act: () => setForm(name),
      ...(name === 'withdraw' ? { tone: 'stop' as const } : {}),
    })),
  ];
  const asked = reopeningOf(decision);
  const refused = actions.filter((one) => !one.may && one.because !== null);
  const close = (): void => setForm(null);
  return (
    <>
      {form === null && asked && may(actions, 'keep-closed') && (
        <Section title={t('reopenAsked')}>
          <Lines>
            <Line>{t.rich('reopenWhy', { name: <PersonName name={asked.by.name} plain />, what: asked.what })}</Line>
            {asked.dueAt !== null && <Line>{t.rich('reopenElse', { when: <LocalTime at={asked.dueAt} /> })}</Line>}
          </Lines>
          <Buttons label={t('reopenAsked')}>
            <Button onClick={() => setForm('reopen')}>{t('reopen')}</Button>
            <Button onClick={() => setForm('keep-closed')}>{t('keepClosed')}</Button>
          </Buttons>
        </Section>
      )}
      {form === null && <Menu items={items} label={t('more')} />}
      {form !== null && (
        <Unfolded key={form} label={t(isByWords(form) ? BY_WORDS[form].label : WITH_FIELDS[form])} onClose={close}>
          {form === 'review-date' && <ReviewDate decision={decision} onDone={close} />}
          {form === 'pass-on' && <PassOn decision={decision} onDone={close} />}
          {form === 'share' && <Share decision={decision} onDone={close} />}
          {isByWords(form) && (
            <WordsForm
              draft={`${form} ${decision.id}`}
              label={t(BY_WORDS[form].optional ? 'whyOptional' : 'whyLabel')}
              field="reason"
              optional={BY_WORDS[form].optional}
              letter={{
                path: `/api/decisions/${number}/${BY_WORDS[form].path}`,
                label: `#${number}: ${t(BY_WORDS[form].does)}`,
                href,
              }}
              does={t(status === 'draft' && form === 'withdraw' ? 'discardDo' : BY_WORDS[form].does)}
              stop={form === 'withdraw'}
              onDone={close}
            />
          )}
        </Unfolded>
      )}
      {refused.length > 0 && (
        <Fold title={t('notNow')} small>
          <Lines>
            {refused.map((one) => (
              <Line key={one.action}>
                {ACTION_WORDS[one.action] ?? one.action}: {one.because}
              </Line>
            ))}
          </Lines>
        </Fold>
      )}
    </>
  );
};

/** [R9] What its author is asked after the outcome. */
const reopeningOf = ({ awaits, objections }: Decision) => {
  const asking = awaits.find(({ key, status }) => key.startsWith('reopen:') && status === 'open');
  const news = objections.findLast(({ by, newInformation }) => newInformation !== null && by.id === asking?.asker?.id);
  return asking && news ? { by: news.by, what: news.newInformation, dueAt: asking.dueAt } : null;
};

const isByWords = (form: ByWords | keyof typeof WITH_FIELDS): form is ByWords => NAMES.some((name) => name === form);

const takeAway = (number: number): void => {
  const link = document.createElement('a');
  link.href = `/api/decisions/${number}/record.md`;
  link.download = '';
  link.click();
};
