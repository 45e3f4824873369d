import { create } from 'zustand';
import type { StationSettings } from '#shared/ipc/channels.ts';

interface StationStore {
  /** Undefined until the main process has told them. */
  readonly settings: StationSettings | undefined;
  readonly set: (settings: StationSettings) => void;
}

export const useStationStore = create<StationStore>()((set) => ({
  settings: undefined,
  set: (settings) => set({ settings }),
}));

/** The settings of this station; there are no screens before they are known. */
export function useStation(): StationSettings {
  const settings = useStationStore((store) => store.settings);
  if (!settings) throw new Error('the station has no settings yet');
  return settings;
}
