import { randomBytes } from 'node:crypto';
import { ProgramFailedError, superviseProgram, type SupervisedProgram } from './supervised-program.ts';

interface Options {
  readonly file: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly say: (message: string) => void;
}

/** The development identity provider of this stack, kept running. */
export interface StackIdentityProvider extends Pick<SupervisedProgram, 'stop'> {
  /** The settings by which the API signs people in with it; none when it could not start. Settled when it is ready. */
  readonly settings: Promise<Readonly<Record<string, string>>>;
}

/**
 * Starts the development identity provider, unless people sign in with Google itself. Never in production: there it would
 * let anybody in as anybody.
 */
export function superviseIdentityProvider({ file, environment, say }: Options): StackIdentityProvider | undefined {
  if (environment['GOOGLE_CLIENT_ID'] || environment['NODE_ENV'] === 'production') return undefined;
  const client = {
    GOOGLE_CLIENT_ID: 'foyer-development',
    GOOGLE_CLIENT_SECRET: randomBytes(32).toString('base64url'),
  };
  const program = superviseProgram({
    name: 'identity-provider',
    file,
    environment: { ...environment, ...client },
    say,
    portSetting: 'IDENTITY_PROVIDER_PORT',
  });
  return {
    settings: program.ready.then(
      (port) => ({ ...client, OIDC_ISSUER: `http://127.0.0.1:${port}` }),
      (error: unknown) => {
        if (!(error instanceof ProgramFailedError)) throw error;
        say('The development identity provider could not start: nobody can sign in with Google.');
        return {};
      },
    ),
    stop: () => program.stop(),
  };
}
