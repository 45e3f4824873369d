import { createClient, MessageType, stringifyMessage, type Client } from 'graphql-ws';
import { monotonicNow } from '../stores/monotonic-time.ts';
import { useConnectionStore } from '../stores/connection-store.ts';
import { serverNow } from '../stores/server-clock-store.ts';
import { reconnectDelay } from './reconnect-delay.ts';
import type { SessionRefresher } from './session-refresher.ts';

/** A ping every so often, and how long its answer may take before the connection counts as dead (ms). */
const pingInterval = 5_000;
const pingTimeout = 4_000;
/** Moving from one screen to the next must not cost a new connection (ms). */
const idleTime = 30_000;
/** "Request timeout", from the range that applications may use. */
const timeoutCode = 4408;
const cleanCode = 1000;
/** How the server refuses a connection whose access token it does not take. */
const forbiddenCode = 4403;

/** The connection of all subscriptions. Reconnects for ever and tells the connection store where it stands. */
export function createLiveSocket(
  url: string,
  refresher: SessionRefresher,
  currentToken: () => string | undefined,
): Client {
  const { connecting, connected, waiting, measured } = useConnectionStore.getState();
  const pulse = createPulse(measured);
  let isRefused = false;
  return createClient({
    // Asked for before every attempt: a rejection here (server away while refreshing) is retried like a failed connection.
    url: async () => {
      await (isRefused ? refresher.refresh() : refresher.freshAccessToken());
      isRefused = false;
      return url;
    },
    connectionParams: () => ({ accessToken: currentToken() }),
    keepAlive: pingInterval,
    connectionAckWaitTimeout: pingTimeout,
    lazyCloseTimeout: idleTime,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: async (retries) => {
      const delay = reconnectDelay(retries + 1, Math.random());
      waiting(retries + 1, monotonicNow() + delay);
      await networkOrDelay(delay);
    },
    on: {
      connecting,
      connected: (socket) => {
        connected();
        pulse.begin(socket as WebSocket);
      },
      ping: (received) => {
        if (!received) pulse.sent();
      },
      pong: (received) => {
        if (received) pulse.answered();
      },
      closed: (event) => {
        pulse.end();
        isRefused = codeOf(event) === forbiddenCode;
        reportClosed(event);
      },
    },
  });
}

/** Measures the round trip of pings, and closes a connection that doesn't answer. */
function createPulse(onMeasured: (roundTrip: number) => void) {
  let socket: WebSocket | undefined;
  let sentAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pulse = {
    begin(opened: WebSocket) {
      socket = opened;
      opened.send(stringifyMessage({ type: MessageType.Ping }));
      pulse.sent();
    },
    sent() {
      clearTimeout(timer);
      sentAt = monotonicNow();
      timer = setTimeout(() => socket?.close(timeoutCode, 'no answer to a ping'), pingTimeout);
    },
    answered() {
      clearTimeout(timer);
      onMeasured(Math.round(monotonicNow() - sentAt));
    },
    end() {
      clearTimeout(timer);
      socket = undefined;
    },
  };
  return pulse;
}

/** A clean close is ours, after the last subscription ended; anything else is a loss. */
function reportClosed(event: unknown): void {
  const { lost, closed } = useConnectionStore.getState();
  if (codeOf(event) === cleanCode) closed();
  else lost(serverNow());
}

function codeOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'code' in event ? event.code : undefined;
}

/** Resolves after `delay` ms, or as soon as the system says that there is a network again. */
function networkOrDelay(delay: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      globalThis.removeEventListener('online', finish);
      resolve();
    };
    const timer = setTimeout(finish, delay);
    globalThis.addEventListener('online', finish);
  });
}
