import type { ReportState, ReportStorage } from './print-reporter.ts';

const key = 'foyer.printReports';

/** Keeps unfinished reports in the window's own storage. They name tickets and orders, no secrets. */
export function reportStorage(storage: Storage): ReportStorage {
  return {
    load: () => {
      const stored = storage.getItem(key);
      return stored === null ? { awaited: {}, pending: [] } : (JSON.parse(stored) as ReportState);
    },
    save: (state) => storage.setItem(key, JSON.stringify(state)),
  };
}
