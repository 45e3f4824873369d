import { Lock, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Button } from '../../../components/Button.tsx';
import { Logo } from '../../../components/Logo.tsx';
import { TabBar } from '../../../components/TabBar.tsx';
import { useTheme } from '../../../hooks/use-theme.ts';
import { useSessionStore } from '../../../stores/session-store.ts';
import { OrderSearch } from './OrderSearch.tsx';

type View = 'board' | 'orders';

const paths: Readonly<Record<View, string>> = { board: '/', orders: '/orders' };

/** The head of the board and of the orders: where one is, and what is always at hand. */
export function StationHeader({ view }: { readonly view: View }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { theme, toggle } = useTheme();
  const lock = useSessionStore((store) => store.lock);
  return (
    <header className="flex h-[60px] shrink-0 items-center gap-2 border-b border-line px-4">
      <Logo name={t('common.app')} />
      <nav aria-label={t('frame.navigation')} className="ms-8 flex-1">
        <TabBar
          label={t('frame.navigation')}
          value={view}
          onChange={(next) => navigate(paths[next])}
          tabs={[
            { value: 'board', label: t('frame.board'), keyHint: 'F1' },
            { value: 'orders', label: t('frame.orders'), keyHint: 'F2' },
          ]}
        />
      </nav>
      <OrderSearch />
      <Button
        variant="quiet"
        label={theme === 'dark' ? t('frame.light') : t('frame.dark')}
        keyHint="F9"
        icon={theme === 'dark' ? <Sun aria-hidden size={17} /> : <Moon aria-hidden size={17} />}
        onPress={toggle}
      />
      <Button variant="quiet" keyHint="F10" icon={<Lock aria-hidden size={16} />} onPress={lock}>
        {t('frame.lock')}
      </Button>
    </header>
  );
}
