import type { en } from '../../../locales/en.ts';

type ShortcutText = keyof typeof en.shortcuts;

interface ShortcutGroup {
  readonly title: ShortcutText;
  readonly shortcuts: readonly { readonly keys: readonly string[]; readonly action: ShortcutText }[];
}

/** What the list of shortcuts shows: the keys as they are printed. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: 'board',
    shortcuts: [
      { keys: ['↑', '↓'], action: 'moveShowtime' },
      { keys: ['Enter'], action: 'sell' },
      { keys: ['←', '→'], action: 'moveDay' },
      { keys: ['A'], action: 'nextAuditorium' },
      { keys: ['F3'], action: 'nextParked' },
      { keys: ['R'], action: 'reprint' },
    ],
  },
  {
    title: 'sale',
    shortcuts: [
      { keys: ['B'], action: 'best' },
      { keys: ['W'], action: 'wheelchair' },
      { keys: ['+', '−'], action: 'count' },
      { keys: ['↑', '→'], action: 'moveSeat' },
      { keys: ['A', 'C', 'S', 'U'], action: 'ticketType' },
      { keys: ['N'], action: 'nextLine' },
      { keys: ['Del'], action: 'removeSeat' },
      { keys: ['1', '…', '5'], action: 'cash' },
      { keys: ['O'], action: 'other' },
      { keys: ['Enter'], action: 'pay' },
      { keys: ['M'], action: 'moreTime' },
      { keys: ['P'], action: 'park' },
      { keys: ['T'], action: 'again' },
      { keys: ['Esc'], action: 'release' },
    ],
  },
  {
    title: 'everywhere',
    shortcuts: [
      { keys: ['F1'], action: 'showBoard' },
      { keys: ['F2'], action: 'showOrders' },
      { keys: ['/'], action: 'findOrder' },
      { keys: ['F9'], action: 'toggleTheme' },
      { keys: ['F10'], action: 'lock' },
      { keys: ['?'], action: 'showShortcuts' },
    ],
  },
];
