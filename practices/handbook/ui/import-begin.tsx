import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Problem } from '#web/api/problem.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Checkbox, Select } from '#web/ui/choice-field.tsx';
import { Drop } from '#web/ui/drop.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Progress } from '#web/ui/progress.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { chosenFolder, dropped } from './import-folder.ts';
import { handOver, type Progress as How, type What } from './import-sending.ts';
import { t } from './import-strings.ts';

type State = { readonly at: 'choosing'; readonly problem: Problem | null } | { readonly at: 'sending'; readonly progress: How };

/** Where it goes (`wanted`: a space by its id or slug, or `everybody`), and where it comes from. `children`: what stands below while nothing is being sent. */
export const BeginImport = ({
  wanted,
  from,
  pruning,
  children,
}: {
  readonly wanted: string | undefined;
  /** The address to begin with. */
  readonly from: string;
  /** Whether to begin with pages archived that the source has no more. */
  readonly pruning: boolean;
  readonly children: ReactNode;
}): ReactNode => {
  const writable = useMe().spaces.filter(({ role }) => role !== 'reader');
  const [space, setSpace] = useState(() => roomOf(wanted, writable));
  const [prune, setPrune] = useState(pruning);
  const [address, setAddress] = useState(from);
  const [state, setState] = useState<State>({ at: 'choosing', problem: null });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const begin = async (what: What): Promise<void> => {
    const cut = new AbortController();
    stop.current = cut;
    setState({ at: 'sending', progress: { label: t('readingSome'), done: 0, total: 0 } });
    try {
      const id = await handOver(
        what,
        { space: space === '' ? null : space, prune },
        (progress) => setState({ at: 'sending', progress }),
        cut.signal,
      );
      go(`/handbook/import?import=${id}`);
    } catch (error) {
      if (cut.signal.aborted) setState({ at: 'choosing', problem: null });
      else if (error instanceof Problem) setState({ at: 'choosing', problem: error });
      else throw error;
    }
  };
  if (state.at === 'sending')
    return (
      <>
        <Progress {...state.progress} />
        <p>{t('stay')}</p>
        <Buttons>
          <Button onClick={() => stop.current?.abort()}>{t('cancel')}</Button>
        </Buttons>
      </>
    );
  return (
    <>
      <Select
        label={t('space')}
        value={space}
        onChange={setSpace}
        options={[...writable.map(({ slug, name }) => ({ value: slug, label: name })), { value: '', label: t('everybody') }]}
        error={fieldError(state.problem, '/space')}
      />
      <Checkbox label={t('prune')} hint={t('pruneHint')} checked={prune} onChange={setPrune} />
      <Drop
        words={t('drop')}
        onDrop={(items) => void dropped(items).then(begin)}
        choices={[
          { label: t('folder'), folder: true, onFiles: (files) => void begin({ kind: 'folder', ...chosenFolder(files) }) },
          {
            label: t('file'),
            accept: '.zip,application/zip',
            onFiles: (files) => void (files[0] && begin({ kind: 'zip', file: files[0] })),
          },
        ]}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void begin({ kind: 'git', address });
        }}
      >
        <TextField
          label={t('address')}
          hint={t('addressHint')}
          value={address}
          onChange={setAddress}
          placeholder="https://git.example.org/handbook.git"
          error={fieldError(state.problem, '/from/address')}
          required
        />
        <Buttons>
          <Button type="submit">{t('fetch')}</Button>
        </Buttons>
      </form>
      <ErrorNote problem={state.problem} shown={['/space', '/from/address']} />
      {children}
    </>
  );
};

type Writable = ReturnType<typeof useMe>['spaces'];

const roomOf = (wanted: string | undefined, writable: Writable): string =>
  wanted === 'everybody'
    ? ''
    : ((writable.find(({ id, slug }) => wanted === id || wanted === slug) ?? writable.find(({ member }) => member))?.slug ?? '');
