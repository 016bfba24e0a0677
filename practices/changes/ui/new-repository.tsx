import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Checkbox, Select } from '#web/ui/choice-field.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import { IssueFields, issuesOf, NO_ISSUES } from './issue-choice.tsx';
import { t } from './repository-strings.ts';

/** Connects a repository: from then on its changes are taken in. */
export const NewRepository = (props: {
  readonly forges: readonly { readonly id: string; readonly called: string }[];
}): ReactNode => {
  const { spaces } = useMe();
  const [name, setName] = useState('');
  const [forge, setForge] = useState<string | null>(null);
  const [space, setSpace] = useState('');
  const [withoutChecks, setWithoutChecks] = useState(false);
  const [protect, setProtect] = useState('');
  const [issues, setIssues] = useState(NO_ISSUES);
  const connect = useSend('POST', '/api/repositories', {
    onSent: () => {
      setName('');
      setProtect('');
      setIssues(NO_ISSUES);
    },
  });
  const chosen = forge ?? props.forges[0]?.id ?? '';
  const patterns = protect.split('\n').map((line) => line.trim());
  return (
    <Fold title={t('newRepository')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void connect.send({
            body: {
              ...{ name: name.trim(), forge: chosen === '' ? null : chosen, space: space === '' ? null : space },
              ...{ withoutChecks, protect: patterns.filter((pattern) => pattern !== ''), issues: issuesOf(issues) },
            },
          });
        }}
      >
        <TextField
          label={t('name')}
          hint={t('nameHint')}
          value={name}
          onChange={setName}
          error={fieldError(connect.problem, '/name')}
        />
        <Select
          label={t('forge')}
          value={chosen}
          onChange={setForge}
          options={props.forges.map(({ id, called }) => ({ value: id, label: called }))}
        />
        <Select
          label={t('space')}
          value={space}
          onChange={setSpace}
          options={[{ value: '', label: t('everybody') }, ...spaces.map(({ id, name: label }) => ({ value: id, label }))]}
        />
        {chosen !== '' && <IssueFields choice={issues} onChange={setIssues} error={fieldError(connect.problem, '/issues/0')} />}
        <Checkbox label={t('withoutChecks')} hint={t('withoutChecksHint')} checked={withoutChecks} onChange={setWithoutChecks} />
        <TextArea
          label={t('protect')}
          hint={t('protectHint')}
          optional
          value={protect}
          onChange={setProtect}
          error={fieldError(connect.problem, '/protect/0')}
        />
        <ErrorNote problem={connect.problem} shown={['/name', '/protect/0', '/issues/0']} />
        <Buttons>
          <Button type="submit" tone="primary" busy={connect.busy}>
            {t('connect')}
          </Button>
        </Buttons>
      </form>
    </Fold>
  );
};
