import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as overHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

// An import of it would read everything that it has, which loads Node's whole `fetch`: 20 MB and 100 ms of a start.
const { Agent: HttpAgent, request: overHttp } = process.getBuiltinModule('node:http');

export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** Anything that HTTP knows: calendars are asked and changed with methods of their own. */
export interface Exchange {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface Came {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** At most 64 kB of it. */
  readonly body: string;
}

export interface Fetched {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** False: there was more of it than was asked for. */
  readonly whole: boolean;
}

export interface Egress {
  /** Why this address is not asked, as far as it can be told without resolving its name; null: it may be. */
  fault(address: string): string | null;
  /** Whether whoever runs this server named the address, and so may be asked without encryption. */
  isNamed(address: string): boolean;
  /** Throws EgressRefused for what it may not reach; whatever else happens on the way is an Error. A redirect is an answer, not followed. */
  send(address: string, outgoing: Outgoing): Promise<Came>;
  /**
   * Gets something, at most `most` bytes of it. At most five redirects are followed, each of them as guarded as the address itself; none leads from
   * https to http. Throws like `send`.
   */
  fetch(address: string, headers: Outgoing['headers'], most: number): Promise<Fetched>;
  /** Says something and reads the answer, at most `most` bytes of it. A redirect is an answer, not followed. Throws like `send`. */
  exchange(address: string, said: Exchange, most: number): Promise<Fetched>;
  /** The addresses of a name, to be connected to by somebody else. Throws EgressRefused unless each of them may be reached. */
  addresses(host: string): Promise<readonly string[]>;
  close(): void;
}

/** The address leads where this server asks nobody. */
export class EgressRefused extends Error {
  override readonly name = 'EgressRefused';
}

type Resolve = (
  host: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

const PATIENCE = 15_000;
/** For something long. */
const LONG_PATIENCE = 60_000;
const MOST_REDIRECTS = 5;
const MOST = 65_536;

/**
 * [safety] The one way out for addresses that somebody else chose: http and https only, never to this machine or a private network, which
 * is checked for the very address that is connected to. `named`: networks that may be reached all the same, as in PROCEED_OUTGOING.
 * `resolve`: who finds the addresses of a name.
 */
export const egress = (named: readonly string[], resolve: Resolve = lookup): Egress => {
  const open = listOf(named);
  const mayReach = (ip: string): boolean => contains(open, ip) || (isIP(ip) === 4 ? !isInside(ip) : isGlobal(ip));

  const look: LookupFunction = (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      const [first] = found;
      if (!first || !found.every(({ address }) => mayReach(address)))
        return done(new EgressRefused(`${host} leads to a network that is not asked`), []);
      return options.all === true ? done(null, found) : done(null, first.address, first.family);
    });
  };
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, lookup: look }),
    'https:': new HttpsAgent({ keepAlive: true, lookup: look }),
  };

  const fault = (address: string): string | null => {
    const url = URL.parse(address);
    if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return 'it is no address of http or https';
    if (url.username !== '' || url.password !== '') return 'it holds a name or a password';
    const host = hostOf(url);
    if (isIP(host) !== 0) return mayReach(host) ? null : `${host} is in a network that is not asked`;
    return /^[^.]+\.?$|\.(local|localhost|internal|home\.arpa)\.?$/.test(host) ? `${host} is a name of a private network` : null;
  };

  const ask = async (address: string, { method, headers, body }: Exchange, signal: AbortSignal): Promise<IncomingMessage> => {
    const why = fault(address);
    if (why !== null) throw new EgressRefused(why);
    const url = new URL(address);
    const secure = url.protocol === 'https:';
    const { promise, resolve: answer, reject } = Promise.withResolvers<IncomingMessage>();
    const options = { method, headers, signal, agent: secure ? agents['https:'] : agents['http:'] };
    const sent = secure ? overHttps(url, options, answer) : overHttp(url, options, answer);
    sent.once('error', reject);
    sent.end(body);
    return promise;
  };

  const send = async (address: string, outgoing: Outgoing): Promise<Came> => {
    const answered = await ask(address, outgoing, AbortSignal.timeout(PATIENCE));
    const { body } = await beginning(answered, MOST);
    return { status: answered.statusCode ?? 0, headers: answered.headers, body: body.toString() };
  };

  const exchange = async (address: string, said: Exchange, most: number): Promise<Fetched> => {
    const answered = await ask(address, said, AbortSignal.timeout(LONG_PATIENCE));
    return { status: answered.statusCode ?? 0, headers: answered.headers, ...(await beginning(answered, most)) };
  };

  const fetch = async (address: string, headers: Outgoing['headers'], most: number): Promise<Fetched> => {
    const signal = AbortSignal.timeout(LONG_PATIENCE);
    let at = address;
    for (let left = MOST_REDIRECTS; ; left--) {
      const answered = await ask(at, { method: 'GET', headers }, signal);
      const { statusCode: status = 0, headers: came } = answered;
      const to = [301, 302, 303, 307, 308].includes(status) ? URL.parse(came.location ?? '', at) : null;
      if (to === null) return { status, headers: came, ...(await beginning(answered, most)) };
      answered.destroy();
      if (left === 0) throw new EgressRefused('it leads on and on');
      if (to.protocol === 'http:' && at.startsWith('https:')) throw new EgressRefused('it leads from https to http');
      at = to.href;
    }
  };

  return {
    fault,
    isNamed: (address) => {
      const url = URL.parse(address);
      return url !== null && isIP(hostOf(url)) !== 0 && contains(open, hostOf(url));
    },
    send,
    fetch,
    exchange,
    addresses: (host) =>
      new Promise((done, failed) => {
        if (isIP(host) !== 0)
          return mayReach(host) ? done([host]) : failed(new EgressRefused(`${host} is in a network that is not asked`));
        look(host, { all: true }, (error, found) =>
          error ? failed(error) : done(typeof found === 'string' ? [found] : found.map(({ address }) => address)),
        );
      }),
    close: () => Object.values(agents).forEach((agent) => agent.destroy()),
  };
};

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

const beginning = async (answered: IncomingMessage, most: number): Promise<Pick<Fetched, 'body' | 'whole'>> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answered) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    size += chunk.length;
    if (size > most) break;
  }
  return { body: Buffer.concat(chunks).subarray(0, most), whole: size <= most };
};

/** Networks as `10.0.0.0/8` or single addresses. Throws for what is neither. */
const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const network of networks) {
    const [ip = '', bits] = network.split('/');
    const family = isIP(ip) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(ip, family);
    else list.addSubnet(ip, Number(bits), family);
  }
  return list;
};

const contains = (list: BlockList, ip: string): boolean => list.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');

/** Networks that are made up only once somebody asks: a start needs none of them. */
const later = (networks: readonly string[]): ((ip: string) => boolean) => {
  let list: BlockList | null = null;
  return (ip) => contains((list ??= listOf(networks)), ip);
};

/** Special-purpose addresses (IANA registry, RFC 6890): this machine, private, shared, documentation, benchmarks, multicast, reserved. */
const isInside = later([
  ...[
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
  ],
  ...['192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]);

const isUnicast = later(['2000::/3']);
/** Within it: Teredo and 6to4, which lead on to any IPv4 address, and documentation. */
const isSpecial = later(['2001::/23', '2002::/16', '2001:db8::/32', '3fff::/20']);
const isGlobal = (ip: string): boolean => isUnicast(ip) && !isSpecial(ip);
