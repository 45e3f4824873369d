import { beforeEach, describe, expect, it } from 'vitest';
import type { PrintJob } from '#shared/domain/print.ts';
import { createBrowserBridge } from './browser-bridge.ts';

const address = new URL('http://localhost/?api=http://127.0.0.1:4310/graphql&station=counter-2');
const job: PrintJob = {
  jobId: 'LC-1-1',
  orderId: 'order',
  orderCode: '7K4M-2QXD',
  createdAt: '2026-11-21T18:43:00.000Z',
  copies: 'ORIGINAL',
  locale: 'en',
  documents: [],
};

describe('the bridge of a plain browser', () => {
  beforeEach(() => localStorage.clear());

  it('takes the server and the station from the address', async () => {
    const settings = await createBrowserBridge(address, localStorage).invoke('station.settings');
    expect(settings).toMatchObject({ wsUrl: 'ws://127.0.0.1:4310/graphql', stationId: 'counter-2' });
  });

  it('keeps the theme, and no session', async () => {
    const bridge = createBrowserBridge(address, localStorage);
    await bridge.invoke('station.saveSettings', { theme: 'light' });
    expect(await bridge.invoke('session.store', { refreshToken: 'secret' })).toEqual({ persisted: false });
    const next = createBrowserBridge(address, localStorage);
    expect((await next.invoke('station.settings')).theme).toBe('light');
    expect(await next.invoke('session.load')).toBeNull();
    expect(JSON.stringify({ ...localStorage })).not.toContain('secret');
  });

  it('says that nothing was printed, because there is no printer', async () => {
    const bridge = createBrowserBridge(address, localStorage);
    const { kind, job: printed } = await bridge.invoke('print.enqueue', job);
    expect(kind).toBe('failed');
    expect(printed).toMatchObject({ state: 'FAILED', printedDocuments: 0, failure: { reason: 'OFFLINE' } });
    expect(await bridge.invoke('print.retry', { jobId: job.jobId })).toMatchObject({
      job: { state: 'FAILED', attempts: 2 },
    });
    expect(await bridge.invoke('print.preview', { jobId: job.jobId, documentIndex: 0 })).toBeNull();
    expect(await bridge.invoke('drawer.open')).toMatchObject({ kind: 'failed' });
    expect(await bridge.invoke('print.enqueue', job)).toMatchObject({ kind: 'known' });
  });
});
