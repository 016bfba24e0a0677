import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Line } from '#kernel/protocol/lines.ts';
import { Button } from '#web/ui/button.tsx';
import { Moments, type MomentLine } from '#web/ui/moments.tsx';
import { Because } from './because.tsx';
import { kindWords, toneOf } from './line-words.ts';
import { t } from './strings.ts';

/** So many at once: a story may have thousands. */
const PAGE = 100;

/** All that happens, in order, around the moment that is looked at. */
export const Happenings = (props: {
  readonly lines: readonly Line[];
  readonly at: number;
  readonly onStep: (line: number) => void;
}): ReactNode => {
  const { lines, at, onStep } = props;
  const from = Math.floor(at / PAGE) * PAGE;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const here = list.current?.querySelector<HTMLElement>('[aria-current]');
    const box = here?.closest('ol');
    if (!here || !box) return;
    const [top, inside] = [here.offsetTop - box.offsetTop, box.scrollTop];
    if (top < inside || top + here.offsetHeight > inside + box.clientHeight) box.scrollTop = top - box.clientHeight / 3;
  }, [at]);
  const shown = lines.slice(from, from + PAGE).map((line, index): MomentLine => ({
    key: from + index,
    at: line.at,
    who: line.actor ?? null,
    did: kindWords(line),
    tone: toneOf(line),
    because: <Because text={line.because} />,
  }));
  return (
    <div ref={list}>
      {from > 0 && (
        <Button tone="quiet" onClick={() => onStep(from - 1)}>
          {t('earlier', { n: from })}
        </Button>
      )}
      <Moments label={t('list')} lines={shown} current={at} onPick={onStep} />
      {from + PAGE < lines.length && (
        <Button tone="quiet" onClick={() => onStep(from + PAGE)}>
          {t('later', { n: lines.length - from - PAGE })}
        </Button>
      )}
    </div>
  );
};
