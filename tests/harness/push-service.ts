import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface ArrivedPush {
  readonly device: string;
  readonly headers: IncomingHttpHeaders;
  /** What only the device can read. */
  readonly payload: { readonly title: string; readonly body: string; readonly path: string; readonly tag: string };
  /** Bytes of it, opened. */
  readonly size: number;
  readonly vapid: { readonly aud: string; readonly sub: string; readonly exp: number; readonly key: string };
}

/** A device that subscribed: what the browser gives, and what it keeps. */
export interface SubscribedDevice {
  readonly name: string;
  readonly subscription: { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } };
}

export interface PushService {
  readonly address: string;
  readonly arrived: ArrivedPush[];
  /** How often each device was asked for, whatever was answered. */
  readonly asked: string[];
  /** Statuses to answer instead of 201, the first first. */
  readonly refusals: number[];
  subscribe(name: string): SubscribedDevice;
  /** As a browser does whose subscription has ended: from now on the answer is 410. */
  unsubscribe(device: SubscribedDevice): void;
}

/**
 * A push service (RFC 8030) on a port of its own, with its devices: it verifies who sends (RFC 8292) and opens what arrives with the
 * device's own keys (RFC 8291), by code that shares nothing with what sealed it.
 */
export const pushService = async (): Promise<PushService> => {
  const devices = new Map<string, { readonly own: ReturnType<typeof createECDH>; readonly auth: Buffer }>();
  const arrived: ArrivedPush[] = [];
  const asked: string[] = [];
  const refusals: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const name = decodeURIComponent((request.url ?? '').slice(1));
      asked.push(name);
      const device = devices.get(name);
      const refusal = refusals.shift();
      if (refusal !== undefined || !device) return void response.writeHead(refusal ?? 410).end();
      const plain = open(Buffer.concat(chunks), device.own, device.auth);
      const vapid = verified(request.headers.authorization ?? '');
      arrived.push({ device: name, headers: request.headers, payload: JSON.parse(plain.toString()), size: plain.length, vapid });
      return void response.writeHead(201).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    arrived,
    asked,
    refusals,
    unsubscribe: ({ name }) => void devices.delete(name),
    subscribe: (name) => {
      const own = createECDH('prime256v1');
      own.generateKeys();
      const auth = randomBytes(16);
      devices.set(name, { own, auth });
      const keys = { p256dh: own.getPublicKey('base64url'), auth: auth.toString('base64url') };
      return { name, subscription: { endpoint: `${address}/${encodeURIComponent(name)}`, keys } };
    },
  };
};

/** RFC 8291, 3.4 and RFC 8188, 2: one record, its key agreed between the sender's fresh pair and the device's. */
const open = (body: Buffer, own: ReturnType<typeof createECDH>, auth: Buffer): Buffer => {
  const salt = body.subarray(0, 16);
  const idLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + idLength);
  const record = body.subarray(21 + idLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), own.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', own.computeSecret(sender), auth, info, 32));
  const derive = (label: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from(`Content-Encoding: ${label}\0`), length));
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2));
};

/** RFC 8292: who sends signs where to and until when. Throws where the signature does not hold. */
const verified = (authorization: string): ArrivedPush['vapid'] => {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization) ?? [];
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const [head = '', claims = '', signature = ''] = token.split('.');
  const holds = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!holds) throw new Error(`not signed by whom it says: ${authorization}`);
  return { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), key };
};
