import { create } from 'zustand';

interface ShortcutListStore {
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
}

/** Whether the list of all shortcuts lies over the screen. */
export const useShortcutListStore = create<ShortcutListStore>()((set) => ({
  isOpen: false,
  setOpen: (isOpen) => set({ isOpen }),
}));
