import { describe, expect, it } from 'vitest';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

/** Its address is the one that is configured for people to reach it. */
const server = await testServer();
const HOME = server.address;
const ines = await found(HOME);
const raj = await join(HOME, ines, 'Raj Mehta', 'Asia/Kolkata');

const begun = async (path: string, body: object, who: Client = ines): Promise<{ id: string; number: number }> => {
  const { status, json, text } = await who.post(path, body);
  if (status !== 201 && status !== 200) throw new Error(text);
  return { id: String(json['id']), number: Number(json['number']) };
};
const DECIDED = { title: 'Keep one PostgreSQL', problem: 'Which?', recommendation: 'One.' };
const decision = (): Promise<{ id: string; number: number }> => begun('/api/decisions', DECIDED);
const task = (text: string) =>
  begun('/api/tasks', { title: 'Split the importer', text, criteria: [], depth: 'deep', minutes: 60 });

/** Titles of what links to it. */
const linking = async (id: string): Promise<readonly string[]> =>
  (
    (await ines.get(`/api/artifacts/${id}/links`)).json['items'] as {
      direction: string;
      rel: string;
      artifact: { title: string };
    }[]
  )
    .filter(({ direction, rel }) => direction === 'from' && rel === 'mentions')
    .map(({ artifact }) => artifact.title);

const NAMING: readonly (readonly [string, (number: number) => string])[] = [
  ['its number', (number) => `See #${number}.`],
  ['the address of the address bar', (number) => `See ${HOME}/decisions/${number}.`],
  ['the address without its kind', (number) => `See ${HOME}/${number}, please`],
  ['the address with a query and an anchor', (number) => `See ${HOME}/decisions/${number}?comment=7#history`],
  ['the address with an anchor', (number) => `See <${HOME}/decisions/${number}#history>`],
  ['a link to the address', (number) => `See [there](${HOME}/decisions/${number}).`],
  ['a link to the path', (number) => `See [there](/decisions/${number}).`],
  ['a link to the path with a query and an anchor', (number) => `See [there](</${number}?comment=7#history> "There").`],
  ['a link that is defined below', (number) => `See [there].\n\n[there]: /decisions/${number}`],
];

const NOT_NAMING: readonly (readonly [string, (number: number) => string])[] = [
  [
    'another host',
    (number) => `See https://proceed.example.org/decisions/${number} and [it](https://proceed.example.org/${number}).`,
  ],
  ['a host that only begins like it', (number) => `See ${HOME}.example.org/decisions/${number} or ${HOME}0/decisions/${number}`],
  ['a path that is no artifact’s', (number) => `See ${HOME}/teams/${number} and [x](/decisions/${number}/edit).`],
  ['code', (number) => `Call \`${HOME}/decisions/${number}\`.\n\n\`\`\`\n[x](/decisions/${number})\n\`\`\`\n`],
];

describe('what is named by', () => {
  it.each(NAMING)('%s is linked from a comment, a task and a request', async (_, words) => {
    const { id, number } = await decision();
    const on = await task('Alone.');
    await begun(`/api/artifacts/${on.id}/comments`, { body: words(number) });
    expect(await linking(id)).toEqual(['Split the importer']);
    const { json } = await ines.get(`/api/artifacts/${on.id}/comments`);
    const html = String((json['items'] as { html: string }[])[0]?.html);
    expect(html).toMatch(new RegExp(`href="/${number}[?#"]`));
    expect(html).toContain('Keep one PostgreSQL');
    expect(html).not.toContain('nofollow');
    await begun('/api/tasks', { title: 'Drop the importer', text: words(number), criteria: [], depth: 'deep', minutes: 60 });
    expect(await linking(id)).toContain('Drop the importer');
    await begun('/api/requests', { to: raj.id, title: 'Which of them?', question: words(number) });
    expect(await linking(id)).toContain('Which of them?');
  });

  it.each(NOT_NAMING)('%s is linked from none', async (_, words) => {
    const { id, number } = await decision();
    const on = await task(words(number));
    await begun(`/api/artifacts/${on.id}/comments`, { body: words(number) });
    expect(await linking(id)).toEqual([]);
  });
});
