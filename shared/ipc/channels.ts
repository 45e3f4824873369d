import type { DrawerOutcome, PrinterStatus, PrintJob, PrintJobStatus } from '../domain/print.ts';

/** What a station is for: the counter of a cashier, a self-service kiosk, or a manager's office. */
export type StationKind = 'COUNTER' | 'KIOSK' | 'OFFICE';

/** The theme that a person chose; `system` follows the operating system. */
export type Theme = 'dark' | 'light' | 'system';

/** What a person may change about a station. */
export interface StationPreferences {
  readonly stationId: string;
  readonly stationName: string;
  readonly kind: StationKind;
  /** The GraphQL endpoint, an absolute http(s) URL. */
  readonly apiUrl: string;
  /** BCP 47, e.g. `en` or `th`. */
  readonly locale: string;
  readonly theme: Theme;
}

/** What the renderer knows about the station that it runs on. */
export interface StationSettings extends StationPreferences {
  /** The endpoint of GraphQL subscriptions, derived from `apiUrl`. */
  readonly wsUrl: string;
  readonly version: string;
  /** Which runtime carries the window: Electron itself, or the system's Chromium standing in for it. */
  readonly host: 'electron' | 'chromium';
}

export type SaveSettingsResult =
  | { readonly kind: 'saved'; readonly settings: StationSettings }
  | { readonly kind: 'rejected'; readonly problems: readonly SettingsProblem[] };

export interface SettingsProblem {
  readonly field: string;
  readonly message: string;
}

/** Whether a secret survives a restart: only where the system offers encryption, never as plain text. */
export interface StoredSecret {
  readonly persisted: boolean;
}

/** An OpenID provider to sign in at, as the server's `googleSignIn` names it. */
export interface BrowserSignInRequest {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly clientId: string;
  readonly scope: string;
}

/** What came of sending somebody to the provider; `answered` is what the server's `signInWithGoogle` wants. */
export type BrowserSignInResult =
  | {
      readonly kind: 'answered';
      readonly code: string;
      readonly codeVerifier: string;
      readonly redirectUri: string;
      readonly nonce: string;
    }
  | { readonly kind: 'refused' | 'timed-out' | 'cancelled' | 'no-browser' };

/** `known`: the id has been handed in before; nothing is printed for this call. */
export interface EnqueueResult {
  readonly kind: 'queued' | 'known' | 'failed';
  readonly job: PrintJobStatus;
}

export type RetryResult =
  | { readonly kind: 'queued' | 'failed' | 'not-failed'; readonly job: PrintJobStatus }
  | { readonly kind: 'unknown-job' };

/**
 * Calls from the renderer to the main process: channel → what is sent, what comes back. Each has exactly one payload
 * (`void` for none), so that surplus arguments have nowhere to go.
 */
export interface InvokeChannels {
  'station.settings': { payload: void; reply: StationSettings };
  'station.saveSettings': { payload: Partial<StationPreferences>; reply: SaveSettingsResult };
  'session.store': { payload: { readonly refreshToken: string }; reply: StoredSecret };
  'session.load': { payload: void; reply: { readonly refreshToken: string } | null };
  'session.clear': { payload: void; reply: void };
  /** The key by which the server knows this device, from its pairing on. */
  'device.store': { payload: { readonly deviceKey: string }; reply: StoredSecret };
  'device.load': { payload: void; reply: { readonly deviceKey: string } | null };
  'device.clear': { payload: void; reply: void };
  /** Signs in by the system's browser; replies when the person is back, at the latest after five minutes. */
  'browserSignIn.start': { payload: BrowserSignInRequest; reply: BrowserSignInResult };
  'browserSignIn.cancel': { payload: void; reply: void };
  /** Replies once the job is safe on disk; what becomes of it arrives by `print.changed`. */
  'print.enqueue': { payload: PrintJob; reply: EnqueueResult };
  'print.retry': { payload: { readonly jobId: string }; reply: RetryResult };
  'print.queue': { payload: void; reply: readonly PrintJobStatus[] };
  /** A PNG data URL of one document (from 0) as it comes out of the printer; null if there is no such document. */
  'print.preview': { payload: { readonly jobId: string; readonly documentIndex: number }; reply: string | null };
  'print.status': { payload: void; reply: PrinterStatus };
  'drawer.open': { payload: void; reply: DrawerOutcome };
  'window.theme': { payload: Theme; reply: void };
}

/** Events from the main process to the renderer: channel → what is told. */
export interface EventChannels {
  'print.changed': PrintJobStatus;
}

export type InvokeChannel = keyof InvokeChannels;
export type EventChannel = keyof EventChannels;
export type Payload<Channel extends InvokeChannel> = InvokeChannels[Channel]['payload'];
export type Reply<Channel extends InvokeChannel> = InvokeChannels[Channel]['reply'];

/** The names at run time. A channel that is missing here does not compile. */
const invokeChannels: Record<InvokeChannel, true> = {
  'station.settings': true,
  'station.saveSettings': true,
  'session.store': true,
  'session.load': true,
  'session.clear': true,
  'device.store': true,
  'device.load': true,
  'device.clear': true,
  'browserSignIn.start': true,
  'browserSignIn.cancel': true,
  'print.enqueue': true,
  'print.retry': true,
  'print.queue': true,
  'print.preview': true,
  'print.status': true,
  'drawer.open': true,
  'window.theme': true,
};
const eventChannels: Record<EventChannel, true> = { 'print.changed': true };

export function isInvokeChannel(name: unknown): name is InvokeChannel {
  return typeof name === 'string' && Object.hasOwn(invokeChannels, name);
}

export function isEventChannel(name: unknown): name is EventChannel {
  return typeof name === 'string' && Object.hasOwn(eventChannels, name);
}

/** The bridge that the preload script puts on `window.foyer`. */
export interface FoyerBridge {
  /** Calls the main process. Rejects when the payload is refused or the channel is unknown. */
  invoke<Channel extends InvokeChannel>(
    channel: Channel,
    ...payload: Payload<Channel> extends void ? [] : [Payload<Channel>]
  ): Promise<Reply<Channel>>;
  /** Listens to an event; the returned function stops it. */
  on<Channel extends EventChannel>(channel: Channel, listener: (event: EventChannels[Channel]) => void): () => void;
}
