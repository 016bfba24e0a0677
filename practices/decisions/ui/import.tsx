import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Problem } from '#web/api/problem.ts';
import { queryClient } from '#web/api/reading.ts';
import { useMe } from '#web/api/who.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { Drop } from '#web/ui/drop.tsx';
import { EmptyState, ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Progress } from '#web/ui/progress.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { chosen, dropped, type FolderFile } from './folder.ts';
import { ImportReport } from './import-report.tsx';
import { importFolder, type Progress as How, type Result } from './importing.ts';
import { t } from './import-strings.ts';

type State =
  | { readonly at: 'choosing'; readonly problem: Problem | null }
  | { readonly at: 'working'; readonly progress: How }
  | { readonly at: 'done'; readonly result: Result };

const BEGIN: State = { at: 'choosing', problem: null };

/** Choose or drop a folder, see it read and sent, and what became of each file. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const writable = useMe().spaces.filter(({ role }) => role !== 'reader');
  const [space, setSpace] = useState(search['space'] ?? writable.find(({ member }) => member)?.slug ?? writable[0]?.slug ?? '');
  const [project, setProject] = useState('');
  const [state, setState] = useState<State>(BEGIN);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const work = async (files: readonly FolderFile[]): Promise<void> => {
    const cut = new AbortController();
    stop.current = cut;
    setState({ at: 'working', progress: { phase: 'reading', done: 0, total: files.length } });
    try {
      const result = await importFolder(
        files,
        { space: space === '' ? null : space, from: project.trim() },
        (progress) => setState({ at: 'working', progress }),
        cut.signal,
      );
      setState({ at: 'done', result });
    } catch (error) {
      if (cut.signal.aborted) setState(BEGIN);
      else if (error instanceof Problem) setState({ at: 'choosing', problem: error });
      else throw error;
    }
    void queryClient.invalidateQueries();
  };
  return (
    <Page title={t('title')} lead={t('lead')}>
      {writable.length === 0 && <EmptyState title={t('noSpace')} />}
      {state.at === 'choosing' && writable.length > 0 && (
        <>
          <Select
            label={t('space')}
            value={space}
            onChange={setSpace}
            options={writable.map(({ slug, name }) => ({ value: slug, label: name }))}
          />
          <TextField
            label={t('project')}
            value={project}
            onChange={setProject}
            hint={t('projectHint')}
            error={fieldError(state.problem, '/from')}
            optional
          />
          <Drop
            words={t('drop')}
            onDrop={(items) => void dropped(items).then(work)}
            choices={[
              { label: t('folder'), folder: true, onFiles: (files) => void work(chosen(files)) },
              { label: t('files'), accept: '.md,.markdown,.mdx,.mkd,.mdown', onFiles: (files) => void work(chosen(files)) },
            ]}
          />
          <ErrorNote problem={state.problem} shown={['/from']} />
        </>
      )}
      {state.at === 'working' && (
        <>
          <Progress
            {...state.progress}
            label={t(state.progress.phase, { done: state.progress.done, total: state.progress.total })}
          />
          <Buttons>
            <Button onClick={() => stop.current?.abort()}>{t('cancel')}</Button>
          </Buttons>
        </>
      )}
      {state.at === 'done' && (
        <>
          <ImportReport result={state.result} />
          <Buttons>
            <ButtonLink href="/decisions" tone="primary">
              {t('toLog')}
            </ButtonLink>
            <Button onClick={() => setState(BEGIN)}>{t('again')}</Button>
          </Buttons>
        </>
      )}
    </Page>
  );
};
