const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');

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
  const parts = body.split('/');
  const last = parts.at(-1);
  let source = anchored ? '^' : '^(?:.*/)?';
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    if (part === '**') source += isLast ? '.+' : '(?:[^/]+/)*';
    else source += nameOf(part) + (isLast ? '' : '/');
  }
  if (isFolder) source += '/.*';
  else if (last !== '*' && last !== '**') source += '(?:/.*)?';
  else if (last === '*' && !anchored) source += '(?:/.*)?';
  const expression = new RegExp(`${source}$`, 's');
  return (path) => expression.test(path);
};

/** Stars that follow one another mean what one does, so that no expression backtracks for long. */
const nameOf = (part: string): string =>
  part
    .replace(/\*+/g, '*')
    .split('')
    .map((sign) => (sign === '*' ? '[^/]*' : sign === '?' ? '[^/]' : escaped(sign)))
    .join('');

const literal = (pattern: string): ((path: string) => boolean) => {
  const isFolder = pattern.endsWith('/');
  const body = pattern.replace(/^\/+|\/+$/g, '');
  if (body === '') return () => true;
  const below = `${body}/`;
  if (pattern.startsWith('/') || body.includes('/')) return (path) => path.startsWith(below) || (!isFolder && path === body);
  return (path) =>
    path.startsWith(below) || path.includes(`/${below}`) || (!isFolder && (path === body || path.endsWith(`/${body}`)));
};
