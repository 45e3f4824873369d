import { useLocation } from 'wouter';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import { useTheme } from '../../../hooks/use-theme.ts';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import { useSessionStore } from '../../../stores/session-store.ts';
import { useShortcutListStore } from '../../../stores/shortcut-list-store.ts';

/** The keys that mean the same on every screen of the counter. During a sale one has to leave it first. */
export function useStationShortcuts(): void {
  const [, navigate] = useLocation();
  const { toggle } = useTheme();
  const hasCart = useCartStore((cart) => cart.showtimeId !== undefined);
  const lock = useSessionStore((store) => store.lock);
  const setShortcutsOpen = useShortcutListStore((store) => store.setOpen);
  useShortcuts({
    F1: hasCart ? undefined : () => navigate('/'),
    F2: hasCart ? undefined : () => navigate('/orders'),
    F9: toggle,
    F10: lock,
    '?': () => setShortcutsOpen(true),
  });
}
