import type { Logger } from '../../log.ts';
import { isExpected } from './errors.ts';

/** A log that nobody reads, but for errors that are no outages: those are bugs. */
export function silentLog(onBug: (error: unknown) => void): Logger {
  const ignore = (): void => undefined;
  const error = (fields: { readonly error?: unknown }, message: string): void => {
    if (!isExpected(fields.error)) onBug(fields.error ?? message);
  };
  return { debug: ignore, info: ignore, warn: ignore, error } as unknown as Logger;
}
