import { api } from '#web/api/client.ts';
import { upload } from '#web/api/upload.ts';
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
  async (file, onProgress) => {
    const name = file.name === '' ? 'picture.png' : file.name;
    const input = { params: { id: page }, query: { name }, bytes: file, onProgress };
    const kept = await upload('POST', '/api/artifacts/:id/files', input);
    return { address: kept.address, name: kept.name };
  };

/** Keeps what is put into a page that is only now being written, in its space. */
export const keepIn =
  (space: string): Keep =>
  async (file, onProgress) => {
    const name = file.name === '' ? 'picture.png' : file.name.replaceAll('/', '-');
    const query = { path: `files/${name}`, ...(space === '' ? {} : { space }) };
    const kept = await upload('POST', '/api/files', { query, bytes: file, onProgress });
    return { address: kept.address, name: kept.name };
  };
