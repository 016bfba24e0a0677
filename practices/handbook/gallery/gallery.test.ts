import { expect, it } from 'vitest';
import { parseProtocol } from '#kernel/protocol/document.ts';
import { galleryPage, galleryProtocols } from './gallery.ts';

it.each(galleryProtocols().map((one) => [one.id, one] as const))(
  '%s is a page with a title, its source and the same rule',
  (_, one) => {
    expect(one.title.length).toBeGreaterThan(5);
    expect(one.title.length).toBeLessThan(80);
    const page = galleryPage(one, {});
    expect(page).toContain(`# ${one.title}\n`);
    if (one.source !== null) expect(page).toContain(one.source);
    expect(parseProtocol(page)).toMatchObject({ protocol: one.protocol });
  },
);

it('names whom an organization means, and touches neither conditions nor comments nor its own name', () => {
  const lazy = galleryProtocols().find(({ id }) => id === 'asf/lazy');
  if (!lazy) throw new Error('it is gone');
  const page = galleryPage(lazy, { committers: 'contributors', pmc: 'stewards', asf: 'nobody', agree: 'nobody' });
  expect(page).toContain('id: asf/lazy');
  expect(page).toContain('of: contributors');
  expect(page).toContain('of: stewards');
  expect(page).toContain('t.agree >= 3');
});

it('each names where it is from, or says that it is nobody’s', () => {
  expect(galleryProtocols().filter(({ source }) => source !== null).length).toBeGreaterThan(10);
});
