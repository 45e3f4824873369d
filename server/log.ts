import { pino, stdSerializers, type Logger } from 'pino';
import type { Config } from './config.ts';

export type { Logger } from 'pino';

/**
 * The program's log: JSON lines on stderr, because stdout belongs to the ready line. Anything that looks like a secret
 * is cut out wherever it stands in a logged object.
 */
export function createLog(program: string, level: Config['logLevel']): Logger {
  return pino(
    {
      name: program,
      level,
      serializers: { error: stdSerializers.err },
      redact: {
        paths: [
          'pin',
          'newPin',
          'password',
          'setupCode',
          'deviceKey',
          'codeVerifier',
          'accessToken',
          'refreshToken',
          'authorization',
          '*.pin',
          '*.newPin',
          '*.password',
          '*.setupCode',
          '*.deviceKey',
          '*.codeVerifier',
          '*.accessToken',
          '*.refreshToken',
          '*.authorization',
        ],
        censor: '(secret)',
      },
    },
    process.stderr,
  );
}
