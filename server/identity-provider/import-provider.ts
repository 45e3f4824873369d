/**
 * The package, without what it says when it is imported: on the oldest Node that we run on it warns of it, on every start.
 * It works there, as our tests show.
 */
export async function importProvider() {
  const { warn } = globalThis.console;
  globalThis.console.warn = () => undefined;
  try {
    const [{ Provider, interactionPolicy }, { createMemoryAdapter }] = await Promise.all([
      import('oidc-provider'),
      import('oidc-provider/lib/adapters/memory_adapter.js'),
    ]);
    return { Provider, interactionPolicy, createMemoryAdapter };
  } finally {
    globalThis.console.warn = warn;
  }
}
