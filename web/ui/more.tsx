import { useEffect, useEffectEvent, useRef } from 'react';
import type { ReactNode } from 'react';
import { Button, Buttons } from './button.tsx';

/** How far below the screen a list already goes on. */
const AHEAD = '800px';

/**
 * The end of a list that goes on: by itself as one comes near, and by its button. After something went wrong (`held`) by the button alone.
 */
export const More = (props: {
  readonly children: ReactNode;
  readonly busy: boolean;
  readonly held?: boolean;
  readonly onMore: () => void;
}): ReactNode => {
  const end = useRef<HTMLDivElement>(null);
  const near = useEffectEvent(() => props.onMore());
  const rests = props.busy || props.held === true;
  // At each rendering: an end that stayed in sight while the list grew says nothing by itself.
  useEffect(() => {
    if (rests || !end.current) return;
    // Several moments may be told at once; the last is how it is.
    const watch = new IntersectionObserver((seen) => seen.at(-1)?.isIntersecting && near(), { rootMargin: AHEAD });
    watch.observe(end.current);
    return () => watch.disconnect();
  });
  return (
    <div ref={end}>
      <Buttons>
        <Button onClick={props.onMore} busy={props.busy}>
          {props.children}
        </Button>
      </Buttons>
    </div>
  );
};
