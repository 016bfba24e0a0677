import { ForgeTrouble } from '#practices/changes';

/** There is none, or the credentials do not show it: GitHub tells these apart from nobody. */
export class NotThere extends ForgeTrouble {}
