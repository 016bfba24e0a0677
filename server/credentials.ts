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

export const sessionCookie = (token: string, secondsToLive: number, secure: boolean): string =>
  `${cookieName(secure)}=${token}; Path=/; Max-Age=${secondsToLive}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

export const endedCookie = (secure: boolean): string => sessionCookie('', 0, secure);
