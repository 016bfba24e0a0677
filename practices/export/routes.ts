import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Pack } from 'tar-stream';
import { z } from 'zod';
import { ok } from '#kernel/stream/refusal.ts';
import { route, type TakenFile, type Takes } from '#server/route.ts';
import { filesOf } from './files.ts';

/** Taking everything away that one may see. */
export const exportRoutes = (takes: readonly Takes[]) => {
  const files = filesOf(takes, false);
  return [
    route({
      method: 'GET',
      path: '/api/export',
      name: 'export.take',
      summary: 'Take away everything that you may see, as files',
      description:
        'A tar archive, gzipped: the handbook, decisions, requests and discussions as Markdown, attachments, and what lists say as JSON Lines. `export.json` is its last file: without it, it is not whole.',
      tag: 'export',
      who: 'member',
      reply: z.string(),
      type: 'application/gzip',
      async act({ principal }, services) {
        return ok({ body: '', open: (raw) => void send(raw, files(services, principal), principal.at) });
      },
    }),
  ] as const;
};

const send = async (raw: ServerResponse, files: AsyncIterable<TakenFile>, at: number): Promise<void> => {
  const { pack } = await import('tar-stream');
  const archive = pack();
  raw.writeHead(200, {
    'content-type': 'application/gzip',
    'content-disposition': `attachment; filename="proceed-${new Date(at).toISOString().slice(0, 10)}.tar.gz"`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  });
  // What fails cuts the connection, so that nobody takes half for the whole.
  const filled = fill(archive, files, new Date(at)).catch((error: unknown) =>
    archive.destroy(error instanceof Error ? error : undefined),
  );
  await pipeline(archive, createGzip(), raw).catch(() => raw.destroy());
  await filled;
};

const fill = async (archive: Pack, files: AsyncIterable<TakenFile>, mtime: Date): Promise<void> => {
  for await (const { path, bytes } of files) {
    if (archive.destroyed) return;
    await new Promise<void>((taken, fail) =>
      archive.entry({ name: path, size: bytes.length, mode: 0o644, mtime }, bytes, (error) => (error ? fail(error) : taken())),
    );
  }
  archive.finalize();
};
