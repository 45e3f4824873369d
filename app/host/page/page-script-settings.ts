/** What the host tells the two scripts that it puts into a window. */
export interface PageScriptSettings {
  /** The name of the one event by which the worlds find each other; random, so that no page can wait for it. */
  readonly handshake: string;
  /** The global through which the host speaks to the isolated world; the page's own world has none. */
  readonly receiver: string;
  /** The binding through which the isolated world speaks to the host. */
  readonly sender: string;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** From the isolated world to the host. `values` is text of `encodeClone`. */
export type ToHost =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly values: string }
  | { readonly kind: 'send'; readonly channel: string; readonly values: string }
  | { readonly kind: 'preload-error'; readonly message: string };

/** From the host to the isolated world. */
export type FromHost =
  | { readonly kind: 'reply'; readonly id: number; readonly value: string }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  | { readonly kind: 'event'; readonly channel: string; readonly values: string };
