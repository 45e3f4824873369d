import { z } from 'zod';
import type { BrowserSignIn } from '../sign-in/browser-sign-in.ts';
import { isProviderAddress } from '../sign-in/provider-address.ts';
import { handle } from './handle.ts';

const requestSchema = z.strictObject({
  issuer: z.string().min(1).max(2_048),
  authorizationEndpoint: z.string().max(2_048).refine(isProviderAddress),
  clientId: z.string().min(1).max(256),
  scope: z.string().min(1).max(256),
});

export function setupBrowserSignInIpc(signIn: BrowserSignIn): void {
  handle('browserSignIn.start', { payload: requestSchema, handle: (request) => signIn.start(request) });
  handle('browserSignIn.cancel', { payload: z.void(), handle: () => signIn.cancel() });
}
