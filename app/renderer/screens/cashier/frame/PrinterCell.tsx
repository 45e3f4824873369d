import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { StatusCell } from '../../../components/StatusCell.tsx';
import { usePrintStore } from '../../../stores/printing/print-store.ts';

/** What the printer said of itself last. */
export function PrinterCell() {
  const { t } = useTranslation();
  const printer = usePrintStore((store) => store.printer);
  const icon = <Printer aria-hidden />;
  switch (printer?.kind) {
    case undefined:
      return null;
    case 'ready':
      return printer.paperLow ? (
        <StatusCell tone="warning" icon={icon}>
          {t('frame.printerPaperLow')}
        </StatusCell>
      ) : (
        <StatusCell tone="fine" icon={icon}>
          {t('frame.printerReady')}
        </StatusCell>
      );
    case 'unknown':
      return (
        <StatusCell icon={icon} detail={t('frame.printerUnknownHint')}>
          {t('frame.printerUnknown')}
        </StatusCell>
      );
    case 'unavailable':
      return (
        <StatusCell tone="fault" icon={icon} detail={t(`success.reason.${printer.reason}`)}>
          {t('frame.printerUnavailable')}
        </StatusCell>
      );
  }
}
