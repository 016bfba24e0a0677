import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Problem } from '#web/api/problem.ts';
import { queryClient } from '#web/api/reading.ts';
import { useMe } from '#web/api/who.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { Drop } from '#web/ui/drop.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Progress } from '#web/ui/progress.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { Stack } from '#web/ui/stack.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { chosen, dropped, type FolderFile } from './folder.ts';
import { ImportFound } from './import-found.tsx';
import { ImportReport } from './import-report.tsx';
import { readFolder, sendRecords, type Found, type Progress as How, type Result } from './importing.ts';
import { t } from './import-strings.ts';

type State =
  | { readonly at: 'choosing'; readonly problem: Problem | null }
  | { readonly at: 'working'; readonly progress: How }
  | { readonly at: 'found'; readonly found: Found; readonly problem: Problem | null }
  | { readonly at: 'done'; readonly result: Result };

const BEGIN: State = { at: 'choosing', problem: null };

/** Choose or drop a folder, see what is in it, send that, and see what became of each file. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const writable = useMe().spaces.filter(({ role }) => role !== 'reader');
  const [space, setSpace] = useState(search['space'] ?? writable.find(({ member }) => member)?.slug ?? writable[0]?.slug ?? '');
  const [project, setProject] = useState('');
  const [state, setState] = useState<State>(BEGIN);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  /** Does what takes long, until it is done, cut or refused. */
  const work = async (
    begin: How,
    act: (onProgress: (progress: How) => void, signal: AbortSignal) => Promise<State>,
    refused: (problem: Problem | null) => State,
  ): Promise<void> => {
    const cut = new AbortController();
    stop.current = cut;
    setState({ at: 'working', progress: begin });
    try {
      setState(await act((progress) => setState({ at: 'working', progress }), cut.signal));
    } catch (error) {
      if (cut.signal.aborted) setState(refused(null));
      else if (error instanceof Problem) setState(refused(error));
      else throw error;
    }
  };
  const look = (files: readonly FolderFile[]): Promise<void> =>
    work(
      { phase: 'reading', done: 0, total: files.length },
      async (onProgress, signal) => {
        const found = await readFolder(files, onProgress, signal);
        return found.total > 0 ? { at: 'found', found, problem: null } : { at: 'done', result: nothingIn(found) };
      },
      (problem) => ({ at: 'choosing', problem }),
    );
  const send = async (found: Found): Promise<void> => {
    const to = { space: space === '' ? null : space, from: project.trim() };
    await work(
      { phase: 'sending', done: 0, total: found.total },
      async (onProgress, signal) => ({ at: 'done', result: await sendRecords(found, to, onProgress, signal) }),
      (problem) => ({ at: 'found', found, problem }),
    );
    void queryClient.invalidateQueries();
  };
  const name = writable.find(({ slug }) => slug === space)?.name ?? t('wholeIn');
  return (
    <Page title={t('title')} lead={t('lead')}>
      {(state.at === 'choosing' || state.at === 'found') && (
        <>
          {state.at === 'found' && <ImportFound found={state.found} />}
          <Stack>
            <Select
              label={t('space')}
              value={space}
              onChange={setSpace}
              options={[...writable.map(({ slug, name: label }) => ({ value: slug, label })), { value: '', label: t('whole') }]}
            />
            <TextField
              label={t('project')}
              value={project}
              onChange={setProject}
              hint={t('projectHint')}
              error={fieldError(state.problem, '/from')}
              optional
            />
          </Stack>
          <ErrorNote problem={state.problem} shown={['/from']} />
        </>
      )}
      {state.at === 'choosing' && (
        <Drop
          words={t('drop')}
          onDrop={(items) => void dropped(items).then(look)}
          choices={[
            { label: t('folder'), folder: true, onFiles: (files) => void look(chosen(files)) },
            { label: t('files'), accept: '.md,.markdown,.mdx,.mkd,.mdown', onFiles: (files) => void look(chosen(files)) },
          ]}
        />
      )}
      {state.at === 'found' && (
        <Buttons>
          <Button tone="primary" onClick={() => void send(state.found)}>
            {t('begin', { n: state.found.total, space: name })}
          </Button>
          <Button onClick={() => setState(BEGIN)}>{t('another')}</Button>
        </Buttons>
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

/** A folder without a record: only why each file is none is left to tell. */
const nothingIn = ({ refused, remarks, cycles }: Found): Result => ({
  ...{ created: 0, changed: 0, unchanged: 0, total: 0, cancelled: false },
  ...{ refused, remarks, cycles, kept: [] },
});
