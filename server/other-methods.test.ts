import { describe, expect, it } from 'vitest';
import { methodsAt } from './other-methods.ts';
import type { Method } from './route.ts';

const routes = (
  [
    ['GET', '/api/pages/:id'],
    ['PATCH', '/api/pages/:id'],
    ['POST', '/api/pages/checks'],
    ['GET', '/api/pages/:id/text'],
    ['GET', '/public/:space/*'],
    ['GET', '/public/plain.css'],
    ['GET', '/'],
  ] satisfies readonly (readonly [Method, string])[]
).map(([method, path]) => ({ method, path }));

describe('what an address takes', () => {
  it.each([
    ['/api/pages/7', ['GET', 'PATCH']],
    ['/api/pages/7?x=/api/pages/checks', ['GET', 'PATCH']],
    ['/api/pages/checks', ['POST']],
    ['/api/pages/checks/text', ['GET']],
    ['/api/pages/7/text', ['GET']],
    ['/public/company/a/b.html', ['GET']],
    ['/public/plain.css', ['GET']],
    ['/', ['GET']],
    ['/api/pages', null],
    ['/api/pages/', null],
    ['/api/pages/7/', null],
    ['/api/pages//text', null],
    ['/api/pages/7/text/more', null],
    ['/elsewhere', null],
    ['*', null],
  ] as const)('%s', (url, methods) => {
    expect(methodsAt(routes)(url)).toEqual(methods);
  });
});
