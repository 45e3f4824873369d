import { Wifi, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { StatusCell } from '../../../components/StatusCell.tsx';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { useConnectionStore } from '../../../stores/connection-store.ts';

/** Whether what is shown is live, and how far away the server is. */
export function ConnectionCell() {
  const { t } = useTranslation();
  const formats = useFormats();
  const phase = useConnectionStore((store) => store.phase);
  const roundTrip = useConnectionStore((store) => store.roundTrip);
  switch (phase) {
    case 'idle':
      return null;
    case 'connecting':
      return <StatusCell icon={<Wifi aria-hidden />}>{t('frame.connecting')}</StatusCell>;
    case 'connected':
      return (
        <StatusCell
          tone="fine"
          icon={<Wifi aria-hidden />}
          detail={roundTrip !== undefined && t('frame.liveMilliseconds', { milliseconds: formats.number(roundTrip) })}
        >
          {t('frame.live')}
        </StatusCell>
      );
    case 'reconnecting':
      return (
        <StatusCell tone="warning" icon={<WifiOff aria-hidden />}>
          {t('frame.reconnecting')}
        </StatusCell>
      );
    case 'offline':
      return (
        <StatusCell tone="fault" icon={<WifiOff aria-hidden />}>
          {t('frame.offline')}
        </StatusCell>
      );
  }
}
