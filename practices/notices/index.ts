import { noteNotices } from './noting.ts';
import { noticesRoutes } from './routes.ts';
import { noticeSetting } from './setting.ts';

export { noticeSender, type QueueMail } from './sender.ts';
export { noteNotices } from './noting.ts';
export { noticeSetting, settingCommands, settingId, type Pace, type SettingState } from './setting.ts';

/** What the server composes; `noticeSender` runs beside the mailer. */
export const notices = { deciders: [noticeSetting], routes: noticesRoutes, reactions: [noteNotices] } as const;
