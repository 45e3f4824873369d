import type { Observable } from 'rxjs';
import { reconnectDelay } from './reconnect-delay.ts';

interface LastingSubscriptionOptions<Data> {
  /** Begins the subscription. */
  readonly open: () => Observable<{ readonly data?: Data | null | undefined }>;
  readonly onData: (data: Data) => void;
  /** Called after every beginning but the first: what happened in between was missed. */
  readonly onRestart: () => void;
}

/**
 * Subscribes until the returned function is called. A lost connection is mended below, by the socket; this begins again
 * where the server itself ended the subscription.
 */
export function subscribeLasting<Data>({ open, onData, onRestart }: LastingSubscriptionOptions<Data>): () => void {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let subscription = begin();

  function begin() {
    return open().subscribe({
      next: ({ data }) => {
        if (!data) return;
        failures = 0;
        onData(data);
      },
      error: beginAgainLater,
      complete: beginAgainLater,
    });
  }

  function beginAgainLater(): void {
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        subscription = begin();
        onRestart();
      },
      reconnectDelay(failures, Math.random()),
    );
  }

  return () => {
    clearTimeout(timer);
    subscription.unsubscribe();
  };
}
