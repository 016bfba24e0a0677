import type { IncomingHttpHeaders } from 'node:http';

/** What a request shows to say who it is. A key in the Authorization header outranks the browser's cookie. */
export interface Credentials {
  readonly via: 'session' | 'key';
  readonly token: string;
}

const MOST_CHARACTERS = 256;

/** Over HTTPS the name itself forbids what a sibling domain could set. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-proceed_session' : 'proceed_session');

export const credentialsOf = (headers: IncomingHttpHeaders, cookie: string): Credentials | null => {
  const { authorization, cookie: cookies } = headers;
  if (authorization !== undefined) {
    const token = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization)?.[1];
    return { via: 'key', token: token !== undefined && token.length <= MOST_CHARACTERS ? token : '' };
  }
  if (cookies === undefined) return null;
  const start = cookies.startsWith(`${cookie}=`) ? 0 : cookies.indexOf(`; ${cookie}=`) + 2;
  if (start === 1) return null;
  const end = cookies.indexOf(';', start);
  const token = cookies.slice(start + cookie.length + 1, end === -1 ? undefined : end);
  return token === '' || token.length > MOST_CHARACTERS ? null : { via: 'session', token };
};

/** What git shows: a key as the password, whatever the name, or as others show it. A browser's cookie opens nothing here. */
export const credentialsOfGit = (headers: IncomingHttpHeaders): Credentials | null => {
  const { authorization = '' } = headers;
  if (/^Bearer /i.test(authorization)) return credentialsOf(headers, '');
  const sent = /^Basic ([A-Za-z0-9+/=]{1,1000})$/i.exec(authorization)?.[1];
  if (sent === undefined) return null;
  const [, token = ''] = /^[^:]*:([\x21-\x7e]+)$/.exec(Buffer.from(sent, 'base64').toString('latin1')) ?? [];
  return { via: 'key', token: token.length <= MOST_CHARACTERS ? token : '' };
};

export const sessionCookie = (token: string, secondsToLive: number, secure: boolean): string =>
  `${cookieName(secure)}=${token}; Path=/; Max-Age=${secondsToLive}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

export const endedCookie = (secure: boolean): string => sessionCookie('', 0, secure);
