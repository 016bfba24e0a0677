import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Problem } from '#web/api/problem.ts';
import { usePages } from '#web/api/query.ts';
import type { RouteMap } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { upload } from '#web/api/upload.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Menu } from '#web/ui/menu.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Progress } from '#web/ui/progress.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { sizeWords, t } from './files-strings.ts';
import type { HandbookPage } from './one-page.tsx';

type File_ = RouteMap['GET /api/artifacts/:id/files']['reply']['items'][number];

interface Going {
  readonly name: string;
  readonly part: number;
}

/** The files of a page: what they are, who put them there, and how to put others. */
export const Files = ({ page }: { readonly page: HandbookPage }): ReactNode => {
  const { id, may, status } = page;
  const files = usePages('/api/artifacts/:id/files', { params: { id } }, { live: { artifact: id } });
  const [going, setGoing] = useState<Going | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const replacing = useRef<File_ | null>(null);
  const changes = may.write && status === 'published';
  const choose = (file: File_ | null): void => {
    replacing.current = file;
    if (picker.current) picker.current.multiple = file === null;
    picker.current?.click();
  };
  const put = async (chosen: readonly File[]): Promise<void> => {
    const instead = replacing.current;
    setProblem(null);
    try {
      for (const bytes of chosen) {
        const { name } = bytes;
        const onProgress = (part: number): void => setGoing({ name, part });
        onProgress(0);
        if (instead) await upload('PUT', '/api/files/:id/content', { params: { id: instead.id }, bytes, onProgress });
        else await upload('POST', '/api/artifacts/:id/files', { params: { id }, query: { name }, bytes, onProgress });
      }
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem({ code: 'unreadable' }));
    }
    setGoing(null);
    files.refetch();
  };
  if (!files.items?.length && !changes) return null;
  return (
    <Section
      title={t('files')}
      side={
        changes && (
          <Button tone="quiet" busy={going !== null} onClick={() => choose(null)}>
            {t('add')}
          </Button>
        )
      }
    >
      {changes && (
        <input
          ref={picker}
          type="file"
          hidden
          aria-label={t('add')}
          onChange={(event) => {
            const chosen = [...(event.target.files ?? [])];
            event.target.value = '';
            if (chosen.length > 0) void put(chosen);
          }}
        />
      )}
      {going && (
        <Progress
          label={t('going', { name: going.name, part: Math.round(going.part * 100) })}
          done={Math.round(going.part * 100)}
          total={100}
        />
      )}
      <ErrorNote problem={problem} />
      {files.items?.length === 0 && <Note>{t('none')}</Note>}
      <Rows label={t('files')}>
        {files.items?.map((file) => (
          <OneFile key={file.id} file={file} changes={changes} onReplace={() => choose(file)} />
        ))}
      </Rows>
      {files.hasMore && (
        <Buttons>
          <Button tone="quiet" busy={files.busy} onClick={files.more}>
            {t('more')}
          </Button>
        </Buttons>
      )}
    </Section>
  );
};

const OneFile = (props: { readonly file: File_; readonly changes: boolean; readonly onReplace: () => void }): ReactNode => {
  const { id, name, address, size, author, revisedAt } = props.file;
  const [removing, setRemoving] = useState(false);
  const remove = useSend('DELETE', '/api/files/:id');
  return (
    <Row
      title={name}
      href={address}
      sub={t.rich('about', { size: sizeWords(size), who: author.name, when: <LocalTime at={revisedAt} /> })}
      actions={
        props.changes && (
          <Menu
            quiet
            label={t('acts', { name })}
            items={[
              { label: t('replace'), act: props.onReplace },
              { label: t('remove'), tone: 'stop', act: () => setRemoving(true) },
            ]}
          />
        )
      }
      below={
        (removing || remove.problem) && (
          <>
            <ErrorNote problem={remove.problem} />
            {removing && (
              <Confirm
                begin
                ask={t('removeAsk')}
                does={t('remove')}
                busy={remove.busy}
                onCancel={() => setRemoving(false)}
                onConfirm={() => void remove.send({ params: { id } })}
              >
                {t('remove')}
              </Confirm>
            )}
          </>
        )
      }
    />
  );
};
