import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.tsx';
import { Ring } from '../../../components/Ring.tsx';
import { ringText } from '../../../components/ring.ts';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import { lastMinute } from './sale-limits.ts';
import type { SaleControl } from './use-sale.ts';

/** How long the seats are ours, and what can be done about it. */
export function HoldHeader({ sale }: { readonly sale: SaleControl }) {
  const { t } = useTranslation();
  const lease = useCartStore((cart) => cart.plan.lease);
  const { clock, actions } = sale;
  const remainingMs = (clock?.secondsLeft ?? 0) * 1_000;
  const isScarce = clock !== undefined && clock.canExtend && !clock.isFrozen && remainingMs <= lastMinute;
  return (
    <div className="flex min-h-[86px] items-center gap-3.5 px-4">
      {lease && clock && (
        <Ring
          remainingMs={remainingMs}
          totalMs={lease.duration}
          isAway={clock.isFrozen}
          label={clock.isFrozen ? t('sale.frozen') : ringText(remainingMs)}
        />
      )}
      <HoldWords sale={sale} />
      {isScarce ? (
        <Button variant="tinted" keyHint="M" hintFirst onPress={actions.moreTime}>
          {t('sale.moreTime')}
        </Button>
      ) : (
        <Button variant="quiet" keyHint="P" hintFirst isDisabled={!lease} onPress={sale.park}>
          {t('sale.park')}
        </Button>
      )}
    </div>
  );
}

function HoldWords({ sale: { clock } }: { readonly sale: SaleControl }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const lease = useCartStore((cart) => cart.plan.lease);
  const isHolding = useCartStore((cart) => cart.isHolding && cart.plan.lease === undefined);
  const [fact, detail] = (() => {
    if (!lease) return [isHolding ? t('sale.holding') : t('sale.title'), undefined];
    if (clock?.isFrozen) return [t('sale.frozen'), t('sale.frozenHint')];
    return [t('sale.held'), t('sale.heldUntil', { time: formats.timeWithSeconds(lease.expiresAt) })];
  })();
  return (
    <div className="min-w-0 flex-1">
      <h2 className="font-title text-large">{fact}</h2>
      {detail && <p className="text-meta text-2">{detail}</p>}
    </div>
  );
}
