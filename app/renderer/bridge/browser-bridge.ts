import type { PrintFailure, PrintJob, PrintJobStatus } from '#shared/domain/print.ts';
import type { FoyerBridge, InvokeChannels, Payload, Reply, StationSettings, Theme } from '#shared/ipc/channels.ts';

const preferencesKey = 'foyer.preferences';
const defaultApiUrl = 'http://127.0.0.1:4000/graphql';
const noPrinter: PrintFailure = { reason: 'OFFLINE', message: 'There is no printer in a browser.' };

type Handlers = { readonly [Channel in keyof InvokeChannels]: (payload: Payload<Channel>) => Reply<Channel> };

/**
 * Stands in for the main process where the page runs in a plain browser. It keeps preferences in the browser's storage
 * and sessions not at all (a browser has no place for secrets), and every print fails, because there is no printer.
 * The page's address may name the server (`?api=`) and the station (`?station=`).
 */
export function createBrowserBridge(address: URL, storage: Storage): FoyerBridge {
  let settings = readSettings(address, storage);
  const jobs = new Map<string, PrintJobStatus>();

  const handlers: Handlers = {
    'station.settings': () => settings,
    'station.saveSettings': (changes) => {
      settings = { ...settings, ...changes };
      storage.setItem(preferencesKey, JSON.stringify({ theme: settings.theme, locale: settings.locale }));
      return { kind: 'saved', settings };
    },
    'session.store': () => ({ persisted: false }),
    'session.load': () => null,
    'session.clear': () => undefined,
    'device.store': () => ({ persisted: false }),
    'device.load': () => null,
    'device.clear': () => undefined,
    'browserSignIn.start': () => ({ kind: 'no-browser' }),
    'browserSignIn.cancel': () => undefined,
    'print.enqueue': (job) => {
      const known = jobs.get(job.jobId);
      if (known) return { kind: 'known', job: known };
      const failed = failedJob(job);
      jobs.set(job.jobId, failed);
      return { kind: 'failed', job: failed };
    },
    'print.retry': ({ jobId }) => {
      const job = jobs.get(jobId);
      if (!job) return { kind: 'unknown-job' };
      const failedAgain = { ...job, attempts: job.attempts + 1, changedAt: new Date().toISOString() };
      jobs.set(jobId, failedAgain);
      return { kind: 'queued', job: failedAgain };
    },
    'print.queue': () => [...jobs.values()],
    'print.preview': () => null,
    'print.status': () => ({ kind: 'unavailable', ...noPrinter }),
    'drawer.open': () => ({ kind: 'failed', ...noPrinter }),
    'window.theme': () => undefined,
  };
  return {
    invoke: async (channel, ...payload) => handlers[channel](...(payload as [never])),
    on: () => () => undefined,
  };
}

function failedJob(job: PrintJob): PrintJobStatus {
  return {
    jobId: job.jobId,
    orderId: job.orderId,
    orderCode: job.orderCode,
    copies: job.copies,
    state: 'FAILED',
    documents: job.documents.length,
    printedDocuments: 0,
    attempts: 1,
    createdAt: job.createdAt,
    changedAt: job.createdAt,
    failure: noPrinter,
  };
}

function readSettings(address: URL, storage: Storage): StationSettings {
  const apiUrl = address.searchParams.get('api') ?? defaultApiUrl;
  const preferences = readPreferences(storage);
  return {
    stationId: address.searchParams.get('station') ?? 'counter-1',
    stationName: 'Browser',
    kind: 'COUNTER',
    apiUrl,
    wsUrl: apiUrl.replace(/^http/, 'ws'),
    locale: preferences.locale ?? 'en-GB',
    theme: preferences.theme ?? 'dark',
    version: 'browser',
    host: 'chromium',
  };
}

function readPreferences(storage: Storage): { readonly theme?: Theme; readonly locale?: string } {
  const stored = storage.getItem(preferencesKey);
  return stored === null ? {} : (JSON.parse(stored) as { theme?: Theme; locale?: string });
}
