import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { memorySource, readSource } from './source.ts';

const HANDBOOK = join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared', 'data', 'handbook-sourcegraph');

it.runIf(existsSync(HANDBOOK))(
  'a real handbook of 885 pages keeps its tree, its titles and every link that leads to one of them',
  async () => {
    const paths = readdirSync(HANDBOOK, { recursive: true })
      .map(String)
      .filter((path) => statSync(join(HANDBOOK, path)).isFile());
    const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(HANDBOOK, path))]));
    const { plan, counts, text } = await readSource(memorySource(files));
    const withText = plan.pages.filter(({ file }) => file !== null);
    expect([withText.length, plan.pages.length - withText.length]).toEqual([885, 26]);
    expect(plan.links).toEqual({ internal: 4_209, resolved: 4_145, outside: 6_408 });
    expect(counts).toEqual({ html: 32, shortcode: 36, 'missing-anchor': 454, spaces: 3, 'broken-image': 61, 'broken-link': 3 });
    expect(plan.pages.flatMap(({ relinks }) => relinks)).toEqual([]);
    for (const { source } of withText)
      expect(Buffer.from(await text(source)).equals(files[source] ?? Buffer.alloc(0))).toBe(true);
    // Each link that is broken is so in the source: the file that it names is not there.
    for (const { code, path, detail } of plan.remarks)
      if (code === 'broken-link')
        expect(existsSync(join(HANDBOOK, path, '..', decodeURIComponent(detail.replace(/#.*/, ''))))).toBe(false);
    const titles = new Map(plan.pages.map(({ key, title }) => [key, title]));
    expect(titles.get('content')).toBe('Sourcegraph handbook');
    expect(titles.get('content/departments/engineering/dev')).toBeDefined();
  },
);
