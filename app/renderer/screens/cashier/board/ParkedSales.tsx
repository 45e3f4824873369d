import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { PanelHeading } from '../../../components/PanelHeading.tsx';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import { useParkedStore } from '../../../stores/parked-store.ts';
import { ParkedSaleCard } from './ParkedSaleCard.tsx';
import { useResume } from './use-resume.ts';

/** Sales that were put aside, the one that runs out first on top. */
export function ParkedSales() {
  const { t } = useTranslation();
  const sales = useParkedStore((store) => store.sales);
  const resume = useResume();
  const [first] = sales;
  useShortcuts({ F3: first && (() => resume(first.lease.holdId)) });
  return (
    <section aria-label={t('board.parked')} className="grid grid-cols-[minmax(0,1fr)] gap-2.5">
      <PanelHeading keyHint="F3">{t('board.parked')}</PanelHeading>
      {sales.length === 0 ? (
        <EmptyState title={t('board.noParked')}>{t('board.noParkedHint')}</EmptyState>
      ) : (
        sales.map((sale) => <ParkedSaleCard key={sale.lease.holdId} sale={sale} onResume={resume} />)
      )}
    </section>
  );
}
