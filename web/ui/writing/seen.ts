import type { Extension } from '@codemirror/state';
import { EditorView, tooltips } from '@codemirror/view';

/** What a bar at the foot of the window covers, as the page says for all that is scrolled to (`scroll-padding`). A phone's keyboard covers the bar. */
const covered = (): number => {
  const bar = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom) || 0;
  return Math.max(0, bar - (innerHeight - (visualViewport?.height ?? innerHeight)));
};

/** How much of the text the toolbar covers, which stays above it. Before anything is scrolled, nothing: else no menu was shown on the first line. */
const toolbar = (view: EditorView): number => {
  const bar = (view.root as ShadowRoot).host.parentElement?.querySelector('[role="toolbar"]')?.getBoundingClientRect();
  return bar ? Math.max(0, Math.min(bar.height, bar.bottom - view.scrollDOM.getBoundingClientRect().top)) : 0;
};

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
