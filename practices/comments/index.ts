import { commentRoutes } from './comment-routes.ts';
import { linkRoutes, markRoutes } from './mark-and-link-routes.ts';

export { comment, commentCommands, LONGEST_COMMENT, type CommentCommand } from './comment-commands.ts';
export { REACTIONS, type CommentEvent, type CommentState, type Reaction } from './comment.ts';
export { mark, markCommands, type MarkCommand, type MarkEvent, type MarkState } from './mark.ts';
export { link, linkCommands, RELS, type LinkCommand, type LinkEvent, type LinkState, type Rel } from './link.ts';
export { linkId, markId } from './ids.ts';
export { mentionsIn, numbersAnywhere, numbersIn } from './mentions.ts';
export { takesPart } from './taking-part.ts';
export { AROUND, LINKED, TOLD, type AroundRow, type LinkedRow, type ToldRow } from './around.ts';
export {
  artifactIds,
  changedBy,
  changedReply,
  changeOf,
  idOf,
  namedIn,
  numbered,
  reference,
  subjectParams,
  type Reference,
} from './addressing.ts';
export { awaitReply, historyReply, linkReply, presentAwait, presentHistory, presentLink } from './around-reply.ts';
export { commentSentence, commentSilence, linkSentence } from './sentences.ts';

export { discussionsTaken } from './taking.ts';

export const commentsRoutes = [...commentRoutes, ...markRoutes, ...linkRoutes] as const;
