import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.tsx';
import { Dialog } from '../../../components/Dialog.tsx';
import { Keypad } from '../../../components/Keypad.tsx';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { useAmountKeys } from '../../../hooks/use-amount-keys.ts';

interface Props {
  readonly currency: string;
  readonly onClose: () => void;
  /** Minor units. */
  readonly onTake: (amount: number) => void;
}

/** Any other amount of cash, typed. */
export function OtherAmount({ currency, onClose, onTake }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { amount, press } = useAmountKeys(onTake, { isModal: true, onEscape: onClose });
  const money = formats.money({ amount, currency });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('sale.otherTitle')}
      width={400}
      actions={
        <>
          <Button keyHint={t('common.key.escape')} onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="primary" keyHint={t('common.key.enter')} onPress={() => onTake(amount)}>
            {t('sale.otherConfirm', { amount: money })}
          </Button>
        </>
      }
    >
      <output className="font-title text-total text-1 mt-2 mb-3 block text-end">{money}</output>
      <Keypad label={t('sale.otherTitle')} onKey={press} extraKey="00" eraseLabel={t('sale.eraseDigit')} />
    </Dialog>
  );
}
