import type { Config } from './config.ts';
import type { Log } from './wire.ts';

/**
 * One JSON line for each thing that went wrong. Requests are not logged, and of headers, bodies and answers nothing is: what people
 * write, and what lets them in, is in no log.
 */
export const openLog = async (level: Config['log']): Promise<Log> => {
  const { destination, pino, stdSerializers } = await import('pino');
  const secrets = ['password', 'token', 'cookie', 'authorization', 'connectionString', 'parameters', 'values'];
  const log: Log = pino(
    {
      level,
      base: null,
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: stdSerializers.err },
      redact: { paths: secrets.flatMap((name) => [name, `err.${name}`, `*.${name}`]), remove: true },
    },
    destination({ dest: 2, sync: true }),
  );
  return log;
};
