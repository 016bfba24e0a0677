import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Client } from './client.ts';
import type { TestServer } from './server.ts';

interface Said {
  readonly ok: boolean;
  readonly text: string;
}

/** People with the git program, in a folder that goes with the file of tests: they clone the handbook, change it and push. */
export const gitPeople = async (server: Pick<TestServer, 'address'>) => {
  const folder = await mkdtemp(join(tmpdir(), 'proceed-git-test-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const keyOf = async (who: Client, scope: string): Promise<string> =>
    String((await who.post('/api/keys', { name: 'git', scope })).json['token']);
  const urlOf = (key: string): string => `${server.address.replace('://', `://ines:${key}@`)}/handbook.git`;

  const run = (args: readonly string[], cwd = folder): Promise<Said> =>
    new Promise((resolve) => {
      const env = {
        ...process.env,
        GIT_TERMINAL_PROMPT: '0',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Raj Mehta',
        GIT_AUTHOR_EMAIL: 'raj@northwind.example',
        GIT_COMMITTER_NAME: 'Raj Mehta',
        GIT_COMMITTER_EMAIL: 'raj@northwind.example',
      };
      execFile('git', args, { cwd, env }, (error, stdout, stderr) => resolve({ ok: error === null, text: `${stdout}${stderr}` }));
    });
  const git = async (args: readonly string[], cwd = folder): Promise<string> => {
    const { ok, text } = await run(args, cwd);
    if (!ok) throw new Error(`git ${args.join(' ')}: ${text}`);
    return text.trim();
  };

  /** What a clone holds beside the pages that every organization begins with. */
  const listed = async (clone: string): Promise<string> =>
    (await git(['ls-files'], join(folder, clone)))
      .split('\n')
      .filter((path) => !path.startsWith('how-we-work'))
      .join('\n');

  /** Everything in a clone is committed and pushed. */
  const push = async (clone: string, message: string): Promise<Said> => {
    await git(['add', '-A'], join(folder, clone));
    await git(['commit', '-q', '-m', message], join(folder, clone));
    return run(['push', 'origin', 'HEAD:main'], join(folder, clone));
  };
  const write = async (clone: string, path: string, text: string): Promise<void> => {
    const file = join(folder, clone, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  const read = (clone: string, path: string): Promise<string> => readFile(join(folder, clone, path), 'utf8');
  const edit = async (clone: string, path: string, text: string, message: string): Promise<Said> => {
    await write(clone, path, text);
    return push(clone, message);
  };
  const pull = (clone: string): Promise<string> => git(['pull', '-q', '--rebase'], join(folder, clone));

  return { folder, keyOf, urlOf, run, git, listed, push, write, read, edit, pull };
};
