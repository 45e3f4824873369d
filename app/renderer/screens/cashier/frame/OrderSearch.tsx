import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { parseCode } from '#shared/domain/codes.ts';
import { SearchField } from '../../../components/SearchField.tsx';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import { useAnnouncementStore } from '../../../stores/announcement-store.ts';

/** Finds an order by the code on its tickets, typed or scanned. */
export function OrderSearch() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const [isRefused, setRefused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => input.current?.focus() });

  function find(text: string) {
    const code = parseCode(text);
    setRefused(code === undefined);
    if (code === undefined) return useAnnouncementStore.getState().announce(t('orders.notACode'));
    setTyped('');
    navigate(`/orders/${code}`);
  }

  return (
    <div className="relative w-[300px]">
      <SearchField
        label={t('frame.search')}
        placeholder={t('frame.search')}
        value={typed}
        onChange={(next) => {
          setTyped(next);
          setRefused(false);
        }}
        onSubmit={find}
        keyHint="/"
        clearLabel={t('frame.clearSearch')}
        inputRef={input}
      />
      {isRefused && (
        <p className="absolute top-full z-20 mt-1 rounded-chip bg-tint-velvet px-2 py-1 text-meta text-velvet">
          {t('orders.notACode')}
        </p>
      )}
    </div>
  );
}
