import { create } from 'zustand';

interface AnnouncementStore {
  /** What screen readers are told next, politely. `id` tells apart two equal sentences. */
  readonly text: string;
  readonly id: number;
  readonly announce: (text: string) => void;
}

export const useAnnouncementStore = create<AnnouncementStore>()((set) => ({
  text: '',
  id: 0,
  announce: (text) => set(({ id }) => ({ text, id: id + 1 })),
}));
