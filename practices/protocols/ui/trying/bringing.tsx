import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, fieldError, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Stack } from '#web/ui/stack.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { blockOf } from './blocks.ts';
import { t } from './strings.ts';
import { useVocabulary } from './use-vocabulary.ts';

interface Proposed {
  readonly proposal: { readonly number: number } | null;
}

const toDecision = ({ proposal }: Proposed): void => go(proposal ? `/decisions/${proposal.number}` : '/protocols');

/** [P5] Another text of a protocol that is in force: proposed as a change of its page. */
export const BringChange = (props: {
  readonly text: string;
  readonly of: { readonly artifact: string; readonly revision: number; readonly source: string };
}): ReactNode => {
  const { text, of } = props;
  const [reason, setReason] = useState('');
  const propose = useSend('POST', '/api/pages/:id/revisions', { onSent: toDecision });
  const { yaml } = blockOf(of.source);
  if (text === yaml) return null;
  const body = of.source.replace(yaml, () => text);
  return (
    <Section title={t('bringChange')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void propose.send({ params: { id: of.artifact }, body: { base: of.revision, body, reason } });
        }}
      >
        <Note>{t('bringChangeLead')}</Note>
        <TextField label={t('why')} value={reason} onChange={setReason} error={fieldError(propose.problem, '/reason')} />
        <ErrorNote problem={propose.problem} shown={['/reason']} />
        <Buttons>
          <Button type="submit" tone="primary" busy={propose.busy}>
            {t('propose')}
          </Button>
        </Buttons>
      </form>
    </Section>
  );
};

/** A protocol that is not there yet: a page of a space, or one of the gallery as it is. */
export const BringNew = (props: {
  readonly text: string;
  readonly exhibit: string | null;
  readonly begins: string;
}): ReactNode => {
  const { text, exhibit, begins } = props;
  const { spaces } = useMe();
  const { roles: known } = useVocabulary();
  const [space, setSpace] = useState('');
  const [title, setTitle] = useState('');
  const [reason, setReason] = useState('');
  const [named, setNamed] = useState<Readonly<Record<string, string>>>({});
  const gallery = useGet(
    '/api/protocols/gallery',
    { query: space === '' ? {} : { space } },
    { enabled: exhibit !== null && text === begins },
  );
  const adopt = useSend('POST', '/api/protocols/adoptions', { onSent: toDecision });
  const write = useSend('POST', '/api/pages', { onSent: toDecision });
  const item = text === begins ? gallery.data?.items.find(({ id }) => id === exhibit) : undefined;
  const problem = adopt.problem ?? write.problem;
  const where = space === '' ? null : space;
  const send = (): void => {
    if (item) {
      const roles = Object.fromEntries(item.missing.map(({ role, suggested }) => [role, named[role] ?? suggested]));
      void adopt.send({ body: { id: item.id, space: where, roles, ...(reason.trim() === '' ? {} : { reason }) } });
      return;
    }
    const body = `# ${title.trim()}\n\n${reason.trim()}\n\n\`\`\`yaml\n${text.trimEnd()}\n\`\`\`\n`;
    void write.send({ body: { body, space: where, reason } });
  };
  const people = ['contributors', 'stewards', 'members', 'everyone', ...known.map(({ name }) => name)];
  return (
    <Section title={t(exhibit === null ? 'bringNew' : 'adopt')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Stack>
          <Note>{t('bringNewLead')}</Note>
          <Select
            label={t('bringSpace')}
            value={space}
            onChange={setSpace}
            options={[{ value: '', label: t('bringWhole') }, ...spaces.map(({ slug, name }) => ({ value: slug, label: name }))]}
          />
          {item?.missing.map(({ role, suggested }) => (
            <Select
              key={role}
              label={t('meant', { role })}
              value={named[role] ?? suggested}
              onChange={(name) => setNamed({ ...named, [role]: name })}
              options={[...new Set([suggested, ...people])].map((name) => ({ value: name, label: name }))}
            />
          ))}
          {item?.problems.map((why) => (
            <Note key={why}>{why}</Note>
          ))}
          {item && item.behind.length > 0 && (
            <Note>
              {t(item.behind.some(({ always }) => always) ? 'behindAll' : 'behindSome', {
                names: item.behind.map(({ id }) => id).join(', '),
              })}
            </Note>
          )}
          {!item && <TextField label={t('bringTitle')} value={title} onChange={setTitle} />}
          <TextField
            label={t('why')}
            value={reason}
            onChange={setReason}
            error={fieldError(problem, '/reason')}
            {...(item ? { optional: true } : {})}
          />
          <ErrorNote problem={problem} shown={['/reason']} />
          <Buttons>
            <Button type="submit" tone="primary" busy={adopt.busy || write.busy}>
              {t(item ? 'adopt' : 'propose')}
            </Button>
          </Buttons>
        </Stack>
      </form>
    </Section>
  );
};
