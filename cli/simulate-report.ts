import type { Comparison } from '#kernel/sim/compare.ts';
import { alonePage } from './alone-page.ts';
import { escaped, sample } from './charts.ts';
import { latencyChart, loadChart } from './simulate-charts.ts';
import { aboutOf, elsewhereOf, ROWS, sayDifference, sayEstimate } from './simulate-table.ts';

/** [S3] One page that stands alone: no network, light and dark, on a phone, in grey. */
export const reportPage = (comparison: Comparison): string => {
  const { compared, calibration, worlds } = comparison;
  const names = compared.map(({ protocol }) => protocol);
  const title = names.length === 1 ? `What ${names[0]} comes to` : `${names[0]} against ${names.slice(1).join(', ')}`;
  const asides = compared.flatMap((one) => elsewhereOf(one, worlds) ?? []);
  return alonePage(
    title,
    `<p class="soft">${escaped(aboutOf(comparison))} Every protocol met the same people, proposals, moods and response times.</p>
<p class="calibration${calibration.calibrated ? '' : ' not'}">${escaped(calibration.why)}</p>
${asides.map((aside) => `<p>${escaped(aside)}</p>`).join('')}
<ul class="key">${names.map((name, index) => `<li>${sample(index)}<span>${escaped(name)}</span></li>`).join('')}</ul>
<div class="charts"><figure><h2>How long proposals take</h2><p class="soft">Share that has ended.</p>${latencyChart(compared)}</figure>
<figure><h2>How the load is spread</h2><p class="soft">Asks of each person in an average world.</p>${loadChart(compared)}</figure></div>
${tableIn(comparison)}`,
  );
};

const tableIn = ({ compared }: Comparison): string => {
  const head = compared.map(({ protocol }) => `<th scope="col">${escaped(protocol)}</th>`).join('');
  const rows = ROWS.map(({ name, says, means, is }) => {
    const cells = compared.map(({ figures, difference }) => {
      const { [name]: against } = difference;
      const beside = against === undefined ? '' : `<small>${escaped(sayDifference(against, is))}</small>`;
      return `<td>${escaped(sayEstimate(figures[name], is))}${beside}</td>`;
    });
    return `<tr><th scope="row">${escaped(says)}<small>${escaped(means)}</small></th>${cells.join('')}</tr>`;
  });
  return `<div class="wide" tabindex="0" role="region" aria-label="All figures"><table><thead><tr><th scope="col">All figures</th>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
};
