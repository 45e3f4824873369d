/**
 * Chromium can't be taught a scheme from outside, so that `app://foyer/x` is served as `https://foyer.app.invalid/x`:
 * an origin of its own, a secure context, and a name that by RFC 2606 never leads anywhere. The main process only ever
 * sees the custom scheme; scripts in the page see the stand-in in `location`.
 */
const suffix = '.invalid';

/** The address that Chromium is given for `url`. */
export function toBrowserUrl(url: string, schemes: ReadonlySet<string>): string {
  const match = /^(?<scheme>[a-z][a-z0-9+-]*):\/\/(?<host>[a-z0-9.-]+)(?<rest>[/?#].*)?$/is.exec(url);
  const { scheme, host, rest } = match?.groups ?? {};
  if (!scheme || host === undefined || !schemes.has(scheme)) return url;
  return `https://${host}.${scheme}${suffix}${rest ?? '/'}`;
}

/** The address that the main process is told for what Chromium calls `url`. */
export function fromBrowserUrl(url: string, schemes: ReadonlySet<string>): string {
  const match = /^https:\/\/(?<host>[a-z0-9.-]+)\.(?<scheme>[a-z][a-z0-9+-]*)\.invalid(?<rest>[/?#].*)?$/is.exec(url);
  const { host, scheme, rest } = match?.groups ?? {};
  if (!scheme || host === undefined || !schemes.has(scheme)) return url;
  return `${scheme}://${host}${rest ?? '/'}`;
}

export const browserUrlPattern = `https://*${suffix}/*`;
