import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useBridge } from '../bridge/bridge-context.ts';
import { resolveTheme, useThemeStore } from '../stores/theme-store.ts';

const lightPreference = '(prefers-color-scheme: light)';

/** The theme that is drawn, and how to turn it over. The choice is the station's and survives a restart. */
export function useTheme(): { readonly theme: 'dark' | 'light'; readonly toggle: () => void } {
  const bridge = useBridge();
  const chosen = useThemeStore((store) => store.theme);
  const theme = resolveTheme(chosen, usePrefersLight());

  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);

  const toggle = useCallback(() => {
    const next = theme === 'dark' ? 'light' : 'dark';
    useThemeStore.getState().set(next);
    void bridge.invoke('window.theme', next);
    void bridge.invoke('station.saveSettings', { theme: next });
  }, [bridge, theme]);

  return { theme, toggle };
}

function usePrefersLight(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(lightPreference);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.matchMedia(lightPreference).matches,
  );
}
