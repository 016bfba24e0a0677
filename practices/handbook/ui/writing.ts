import { api } from '#web/api/client.ts';
import type { FindPages } from '#web/ui/writing/menus.ts';
import type { Keep } from '#web/ui/writing/receiving.ts';

/** Pages whose words or title answer best. */
export const findPages: FindPages = async (words, signal) => {
  const q = `kind:page ${words.replace(/[":]/g, ' ')}`;
  const { items } = await api.get('/api/search', { query: { q, limit: '8' }, signal });
  return items.flatMap(({ kind, number, title, space }) =>
    kind === 'page' && number !== null ? [{ title, address: `/${number}`, ...(space === null ? {} : { where: space }) }] : [],
  );
};

/** Keeps what is put into a page's text below that page. */
export const keepBelow =
  (page: string): Keep =>
  async (file) => {
    const name = file.name === '' ? 'picture.png' : file.name;
    const kept = await api.post('/api/artifacts/:id/files', { params: { id: page }, query: { name }, bytes: file });
    return { address: kept.address, name: kept.name };
  };

/** Keeps what is put into a page that is only now being written, in its space. */
export const keepIn =
  (space: string): Keep =>
  async (file) => {
    const name = file.name === '' ? 'picture.png' : file.name.replaceAll('/', '-');
    const query = { path: `files/${name}`, ...(space === '' ? {} : { space }) };
    const kept = await api.post('/api/files', { query, bytes: file });
    return { address: kept.address, name: kept.name };
  };
