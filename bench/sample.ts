import { found, post, type Stage } from './stage.ts';
import type { Measured } from './table.ts';

/** [S4] A quarter of forty people, told in a thread and written into an organization that was founded just now. */
export const benchSample = async (stage: Stage): Promise<readonly Measured[]> => {
  const { port } = await stage.process('server.ts', await stage.database('sample'));
  const { authorization } = await found(port);
  const begun = performance.now();
  await post(port, '/api/samples', authorization, {});
  for (let state = ''; state !== 'done';) {
    const response = await fetch(`http://127.0.0.1:${port}/api/samples`, { headers: { authorization } });
    const { latest } = (await response.json()) as { readonly latest: { readonly state: string } | null };
    state = latest?.state ?? '';
    if (state === 'failed' || state === 'cancelled') throw new Error(`the sample has ${state}`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
  const value = (performance.now() - begun) / 1000;
  return [
    { bench: 'sample organization', what: 'told and written', value, unit: 's', limit: { at: 'most', value: 20, of: 'value' } },
  ];
};
