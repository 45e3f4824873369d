import { create } from 'zustand';
import type { Theme } from '#shared/ipc/channels.ts';

interface ThemeStore {
  readonly theme: Theme;
  readonly set: (theme: Theme) => void;
}

/** House lights down at the counter, until somebody turns them up. */
export const useThemeStore = create<ThemeStore>()((set) => ({ theme: 'dark', set: (theme) => set({ theme }) }));

/** What to draw: `system` follows the operating system. */
export function resolveTheme(theme: Theme, prefersLight: boolean): 'dark' | 'light' {
  if (theme === 'system') return prefersLight ? 'light' : 'dark';
  return theme;
}
