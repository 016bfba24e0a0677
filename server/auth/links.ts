import type { Queryable } from '#store/connection.ts';

/** [safety] Every link to a new password that the account was ever sent ends: it may lie where its reader is somebody else. */
export const endLinks = async (db: Queryable, account: string): Promise<void> =>
  void (await db.query({ text: 'delete from account_verifications where value = $1', values: [account] }));
