import { anyName, namePattern, namesOf, partsFit, type Part } from './glob.ts';

/**
 * Whether a pattern of CODEOWNERS names a path: as in .gitignore (`*` within a name, `**` across folders, a slash before or within ties it to the
 * root, a folder means all below it), but `folder/*` means only what lies directly in it.
 * https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export const pathPattern = (pattern: string): ((path: string) => boolean) => {
  if (!/[*?]/.test(pattern)) return literal(pattern);
  const isFolder = pattern.endsWith('/');
  const body = pattern.replace(/^\/+|\/+$/g, '');
  const anchored = pattern.startsWith('/') || body.includes('/');
  const words = body.split('/');
  const last = words.at(-1);
  const parts: Part[] = anchored ? [] : [null];
  for (const [index, word] of words.entries()) {
    if (word !== '**') parts.push(namePattern(word));
    else if (index === words.length - 1) parts.push(anyName, null);
    else parts.push(null);
  }
  if (isFolder) parts.push(anyName, null);
  else if (last !== '**' && !(last === '*' && anchored)) parts.push(null);
  return (path) => partsFit(parts, namesOf(path));
};

const literal = (pattern: string): ((path: string) => boolean) => {
  const isFolder = pattern.endsWith('/');
  const body = pattern.replace(/^\/+|\/+$/g, '');
  if (body === '') return () => true;
  const below = `${body}/`;
  if (pattern.startsWith('/') || body.includes('/')) return (path) => path.startsWith(below) || (!isFolder && path === body);
  return (path) =>
    path.startsWith(below) || path.includes(`/${below}`) || (!isFolder && (path === body || path.endsWith(`/${body}`)));
};
