/** What the package's own store is; its types leave it out. */
declare module 'oidc-provider/lib/adapters/memory_adapter.js' {
  import type { AdapterFactory } from 'oidc-provider';

  /** A store of its own for each provider, instead of one for all. */
  export function createMemoryAdapter(): AdapterFactory;
}
