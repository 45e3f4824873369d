import { useTranslation } from 'react-i18next';
import type { Money } from '#shared/domain/money.ts';
import { Button } from '../../../components/Button.tsx';
import { Dialog } from '../../../components/Dialog.tsx';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';

interface Props {
  readonly isOpen: boolean;
  readonly total: Money;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Leaving while nobody knows whether the sale was made: the one thing here that cannot be undone. */
export function LeaveDialog({ isOpen, total, onStay, onLeave }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const amount = formats.money(total);
  useShortcuts({ Escape: onStay }, { isModal: true, isActive: isOpen });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onStay}
      role="alertdialog"
      title={t('sale.leave.title')}
      actions={
        <>
          <Button keyHint={t('common.key.escape')} onPress={onStay}>
            {t('sale.leave.stay')}
          </Button>
          <Button variant="danger" onPress={onLeave}>
            {t('sale.leave.leave', { amount })}
          </Button>
        </>
      }
    >
      {t('sale.leave.detail', { amount })}
    </Dialog>
  );
}
