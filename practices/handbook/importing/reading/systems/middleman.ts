import { configOf, isRecord, wordOf } from '../front.ts';
import type { Reading } from '../ground.ts';
import { dirOf, join } from '../paths.ts';
import { MOST_TOPS } from './folder-lists.ts';
import { configsNamed } from './navigation.ts';

/** Middleman: pages below `source`, named after what becomes of them; `config/tech-docs.yml` has the redirects of government sites. */
export const middleman: Reading = (ground, hints) => {
  const sources = new Set(
    [...ground.docs.keys()].flatMap((path) => /^((?:.*?\/)?source)\/.*\.html\.(?:md|markdown)(?:\.erb)?$/i.exec(path)?.[1] ?? []),
  );
  const templates = [...ground.docs.keys()].some((path) => /\.erb$/i.test(path));
  const configs = configsNamed(ground, /^tech-docs\.ya?ml$/i);
  if (!templates && (configs.length === 0 || sources.size === 0)) return;
  hints.systems.add('middleman');
  for (const source of [...sources].slice(0, MOST_TOPS)) hints.roots.add(source);
  for (const [path, text] of configs.slice(0, MOST_TOPS)) {
    const config = configOf(text) ?? {};
    const root = join(dirOf(dirOf(path)), 'source');
    hints.roots.add(root);
    const host = URL.parse(wordOf(config['host']) ?? '')?.hostname ?? '';
    if (host !== '') hints.hosts.add(host.toLowerCase());
    if (isRecord(config['redirects']))
      for (const [from, to] of Object.entries(config['redirects']).slice(0, 20_000))
        if (typeof to === 'string') hints.redirects.push({ from, to, path, line: null });
  }
};
