import type { Extension } from '@codemirror/state';
import { EditorView, tooltips } from '@codemirror/view';

/** What a bar at the foot of the window covers, as the page says for all that is scrolled to (`scroll-padding`). A phone's keyboard covers the bar. */
const covered = (): number => {
  const bar = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom) || 0;
  return Math.max(0, bar - (innerHeight - (visualViewport?.height ?? innerHeight)));
};

/** The toolbar, which stays above the text. */
const toolbar = (view: EditorView): number =>
  (view.root as ShadowRoot).host.parentElement?.querySelector('[role="toolbar"]')?.clientHeight ?? 0;

/** One sees where one writes, and all of a menu: not below the toolbar, a bar or a phone's keyboard. */
export const seen: Extension = [
  EditorView.scrollMargins.of((view) => ({ top: toolbar(view), bottom: covered() })),
  tooltips({
    tooltipSpace: () => {
      const { offsetTop, offsetLeft, width, height } = visualViewport ?? {
        ...{ offsetTop: 0, offsetLeft: 0, width: innerWidth, height: innerHeight },
      };
      return { top: offsetTop, left: offsetLeft, right: offsetLeft + width, bottom: offsetTop + height - covered() };
    },
  }),
];
