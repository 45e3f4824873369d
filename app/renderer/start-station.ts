import type { ApolloClient } from '@apollo/client';
import type { FoyerBridge } from '#shared/ipc/channels.ts';
import { createGraphqlClient, exchangeRefreshToken } from './graphql/client.ts';
import { describeFailure } from './graphql/failures.ts';
import { startTranslations } from './locales/i18n.ts';
import { useSessionStore } from './stores/session-store.ts';
import { useStationStore } from './stores/station-store.ts';
import { useThemeStore } from './stores/theme-store.ts';

/** What has to be there before the first screen: the station's settings, its language, its server, its last session. */
export async function startStation(bridge: FoyerBridge): Promise<ApolloClient> {
  const settings = await bridge.invoke('station.settings');
  useStationStore.getState().set(settings);
  useThemeStore.getState().set(settings.theme);
  document.documentElement.lang = settings.locale;
  await startTranslations(settings.locale);
  const client = createGraphqlClient({
    apiUrl: settings.apiUrl,
    wsUrl: settings.wsUrl,
    onSession: ({ refreshToken }) => void bridge.invoke('session.store', { refreshToken }),
    onSessionEnded: () => void bridge.invoke('session.clear'),
  });
  await restoreSession(bridge, client);
  return client;
}

/** Goes on with the session of the last run. It comes back locked: whoever restarts the station has to show who it is. */
async function restoreSession(bridge: FoyerBridge, client: ApolloClient): Promise<void> {
  const stored = await bridge.invoke('session.load');
  if (!stored) return;
  try {
    const outcome = await exchangeRefreshToken(client, stored.refreshToken);
    if (outcome.kind === 'refused') {
      await bridge.invoke('session.clear');
      return;
    }
    const { session } = outcome;
    await bridge.invoke('session.store', { refreshToken: session.refreshToken });
    useSessionStore.getState().signIn(session);
    useSessionStore.getState().lock();
  } catch (error) {
    console.warn('the last session could not be restored', describeFailure(error));
  }
}
