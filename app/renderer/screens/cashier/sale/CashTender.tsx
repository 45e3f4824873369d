import { ArrowRight, Banknote } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.tsx';
import { KeyHint } from '../../../components/KeyHint.tsx';
import { TenderPad } from '../../../components/TenderPad.tsx';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import { OtherAmount } from './OtherAmount.tsx';
import { receivedByKey } from './tender-choices.ts';
import type { SaleControl } from './use-sale.ts';

/** What the guest hands over, what goes back, and the one button that sells. */
export function CashTender({ sale }: { readonly sale: SaleControl }) {
  const { t } = useTranslation();
  const payment = useCartStore((cart) => cart.payment);
  const isHeld = useCartStore((cart) => cart.plan.lease !== undefined);
  const { order, pay } = sale;
  const count = order.lines.length;
  return (
    <section aria-label={t('sale.cash')} className="grid gap-3 border-t border-line px-4 pt-3">
      <h2 className="flex items-center gap-2 font-semibold">
        <Banknote aria-hidden size={17} />
        {t('sale.cash')}
      </h2>
      <div className={count === 0 ? 'invisible grid gap-3' : 'grid gap-3'}>
        <CashAmounts sale={sale} isDisabled={payment !== 'open' || count === 0} />
        <Change sale={sale} />
      </div>
      <Button
        variant="primary"
        size="large"
        keyHint={t('common.key.enter')}
        isDisabled={!isHeld || count === 0}
        isBusy={payment === 'placing'}
        onPress={pay}
      >
        {payment === 'unknown' ? t('sale.askAgain') : t('sale.pay', { count })}
      </Button>
    </section>
  );
}

function CashAmounts({ sale: { order }, isDisabled }: { readonly sale: SaleControl; readonly isDisabled: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const received = useCartStore((cart) => cart.received);
  const setReceived = useCartStore((cart) => cart.setReceived);
  const [isOther, setOther] = useState(false);
  const amounts = receivedByKey(order.total);
  const selected = Object.keys(amounts).find((key) => amounts[key] === received) ?? 'other';
  useShortcuts({ o: isDisabled ? undefined : () => setOther(true) });

  const choices = Object.entries(amounts).map(([key, amount]) => ({
    id: key,
    label: <Labelled text={formats.roundMoney({ ...order.total, amount: amount ?? order.total.amount })} hint={key} />,
    ...(amount === undefined && { note: t('sale.exact') }),
  }));
  function select(id: string) {
    if (id === 'other') setOther(true);
    else setReceived(amounts[id]);
  }
  return (
    <>
      <div className="min-h-[100px]">
        <TenderPad
          label={t('sale.cashAmounts')}
          selectedId={order.lines.length === 0 ? null : selected}
          isDisabled={isDisabled}
          onSelect={select}
          choices={[...choices, { id: 'other', label: <Labelled text={t('sale.other')} hint="O" /> }]}
        />
      </div>
      {isOther && (
        <OtherAmount
          currency={order.total.currency}
          onClose={() => setOther(false)}
          onTake={(amount) => {
            setReceived(amount);
            setOther(false);
          }}
        />
      )}
    </>
  );
}

function Labelled({ text, hint }: { readonly text: string; readonly hint: string }) {
  return (
    <>
      {text}
      <span className="order-last">
        <KeyHint look="plain">{hint}</KeyHint>
      </span>
    </>
  );
}

/** Received, and what goes back: after the total the largest number. */
function Change({ sale: { order } }: { readonly sale: SaleControl }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const received = useCartStore((cart) => cart.received) ?? order.total.amount;
  const change = received - order.total.amount;
  const { currency } = order.total;
  return (
    <div className="flex min-h-[58px] items-end justify-between">
      <p className="grid gap-1">
        <span className="text-meta text-2">{t('sale.received')}</span>
        <span className="font-title text-large">{formats.money({ amount: received, currency })}</span>
      </p>
      <ArrowRight aria-hidden size={18} className="text-2 mb-1 rtl:rotate-180" />
      <p className="grid justify-items-end gap-1">
        <span className="text-meta text-2">{change < 0 ? t('sale.missingCash') : t('sale.giveBack')}</span>
        <output
          className={change < 0 ? 'font-title text-total text-velvet' : 'font-title text-total text-tungsten-text'}
        >
          {formats.money({ amount: Math.abs(change), currency })}
        </output>
      </p>
    </div>
  );
}
