import { scaleLinear } from 'd3-scale';
import type { Fit, Read } from '#practices/changes';
import { alonePage } from './alone-page.ts';
import { about, percent, sayPoint } from './calibrate.ts';
import { chart, EDGE, escaped, HEIGHT, sample, WIDTH } from './charts.ts';

/** [C4] What each threshold would have let through in the half that had no say, and how often that was faulty. */
export const calibrationPage = (fit: Extract<Fit, { readonly fits: true }>, read: Read, risk: number): string => {
  const { threshold, seen, usual, curve, older, newer } = fit;
  const most = curve.findLast(({ share }) => share < 0.98)?.threshold ?? 60;
  const shown = curve.filter(({ threshold: at, shipped }) => shipped > 0 && at <= most + 2);
  const x = scaleLinear([0, most + 2], [EDGE.left, WIDTH - EDGE.right]).nice(6);
  const across = 'threshold of the score';
  const shares = chart(
    `The share of changes that ship at once, by threshold; at ${threshold}: ${percent(seen.share)}`,
    { x, y: scaleLinear([0, 1], [HEIGHT - EDGE.bottom, EDGE.top]), across, asX: String, asY: percent },
    [shown.map((point) => [point.threshold, point.share] as const)],
  );
  const high = Math.max(1, ...shown.map(({ risk: of }) => of)) * 1.1;
  const risks = chart(
    `How often what ships was faulty, of how often all changes were, by threshold; at ${threshold}: ${seen.risk.toFixed(2)}`,
    {
      x,
      y: scaleLinear([0, high], [HEIGHT - EDGE.bottom, EDGE.top]).nice(5),
      across,
      asX: String,
      asY: (value) => value.toFixed(1),
    },
    [
      shown.map((point) => [point.threshold, point.risk] as const),
      shown.map((point) => [point.threshold, Math.min(high, point.between[1])] as const),
      [
        [0, risk],
        [most + 2, risk],
      ],
    ],
  );
  const keys = ['as it was', 'at most, with 90 % certainty', `as often as allowed (${risk})`];
  return alonePage(
    `Changes under ${threshold} ship at once`,
    `<p class="soft">${escaped(about(read))}</p>
<p class="calibration">In the newer half of the history, which had no say in it: ${escaped(sayPoint(seen))}. With 20, as usual: ${escaped(sayPoint(usual))}.</p>
<div class="charts"><figure><h2>How many ship at once</h2><p class="soft">Share of the changes of the newer half.</p>${shares}</figure>
<figure><h2>How often those were faulty</h2><p class="soft">1 is as often as all changes.</p>${risks}
<ul class="key">${keys.map((key, index) => `<li>${sample(index)}<span>${escaped(key)}</span></li>`).join('')}</ul></figure></div>
<p class="soft">A change counts as faulty when a later commit that mends something, by its words, removed or changed a line of it. The score knew a faulty change from another one in ${percent(older.auc)} of all pairs of the older half, and in ${percent(newer.auc)} of the newer; by chance it is 50 %.</p>`,
  );
};
