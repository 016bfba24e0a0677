import { z } from 'zod';
import type { Said } from '#practices/changes';
import { commentListed, reviewListed } from './github-changes.ts';
import type { Ask } from './github-issues.ts';
import { comment, review } from './github-shapes.ts';
import { NotThere } from './not-there.ts';

const PAGE = 50;
const MOST_PAGES = 20;

/** What was said of a pull request: https://docs.github.com/en/rest/pulls/reviews, and comments on it as on an issue. */
export const githubSaid = async (ask: Ask, isForgejo: boolean, name: string, key: string): Promise<readonly Said[]> => {
  const number = encodeURIComponent(key);
  const listed = async <T>(one: z.ZodType<T>, path: string): Promise<readonly T[]> => {
    const found: T[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const asked = isForgejo ? { limit: PAGE, page } : { per_page: PAGE, page };
      const some = z.array(one).parse(await ask(`what is said on #${key} of ${name}`, `GET /repos/${name}/${path}`, asked));
      found.push(...some);
      if (some.length < PAGE) break;
    }
    return found;
  };
  try {
    const reviews = await listed(review, `pulls/${number}/reviews`);
    const comments = await listed(comment, `issues/${number}/comments`);
    return [...reviews.flatMap((one) => reviewListed(one, isForgejo)), ...comments.map(commentListed)];
  } catch (error) {
    // Where such a forge does not show it, the deliveries of what is said from now on do.
    if (error instanceof NotThere) return [];
    throw error;
  }
};
