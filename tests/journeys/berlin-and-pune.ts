import { found, join, type Client } from '../harness/client.ts';
import type { TestServer } from '../harness/server.ts';

/** A Monday on which Berlin and Pune both work. */
export const MONDAY = '2026-11-16T09:00:00Z';

const VOTED = `# Much is at stake, so we vote

\`\`\`yaml
id: choose/vote
on: decision.opened
when: p.impact == 'high'
steps:
  - step: vote
    of: contributors
    window: 0..3d
    method: condorcet
    options: p.choices
    pass: t.winner != 'none'
    else: lapse
\`\`\`
`;

/** Ines in Berlin, who runs Northwind, and Raj in Pune, with whom she contributes to Platform. It votes where much is at stake. */
export const berlinAndPune = async (
  server: TestServer,
): Promise<{ readonly ines: Client; readonly raj: Client & { readonly id: string } }> => {
  await server.clock.set(MONDAY);
  const ines = await found(server.address);
  // Alone, whoever makes a rule waits for nobody.
  await ines.post('/api/pages', { body: VOTED });
  const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  const { json } = await ines.post('/api/spaces', { name: 'Platform', slug: 'platform' });
  const given = await ines.put(`/api/spaces/${String(json['id'])}/members/${raj.id}`, { role: 'contributor' });
  if (given.status !== 200) throw new Error(given.text);
  return { ines, raj };
};
