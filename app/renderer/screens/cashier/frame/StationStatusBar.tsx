import { Inbox, User } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../../../components/KeyHint.tsx';
import { StatusBar } from '../../../components/StatusBar.tsx';
import { StatusCell } from '../../../components/StatusCell.tsx';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { useSessionStore } from '../../../stores/session-store.ts';
import { useShortcutListStore } from '../../../stores/shortcut-list-store.ts';
import { useStation } from '../../../stores/station-store.ts';
import { useCurrentShift } from '../shift/use-current-shift.ts';
import { ConnectionCell } from './ConnectionCell.tsx';
import { PrinterCell } from './PrinterCell.tsx';

/** Who works where, and whether everything that is needed for it is there. */
export function StationStatusBar() {
  const { t } = useTranslation();
  const { stationName } = useStation();
  const setOpen = useShortcutListStore((store) => store.setOpen);
  return (
    <StatusBar
      label={t('frame.status')}
      start={
        <>
          <StatusCell tone="station">{stationName}</StatusCell>
          <CashierCell />
          <ShiftCell />
        </>
      }
      end={
        <>
          <PrinterCell />
          <ConnectionCell />
          <StatusCell icon={<KeyHint>?</KeyHint>} onPress={() => setOpen(true)}>
            {t('frame.allShortcuts')}
          </StatusCell>
        </>
      }
    />
  );
}

function CashierCell() {
  const name = useSessionStore(({ state }) => (state.kind === 'signedIn' ? state.session.staff.name : undefined));
  return name === undefined ? null : <StatusCell icon={<User aria-hidden />}>{name}</StatusCell>;
}

function ShiftCell() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { shift } = useCurrentShift();
  if (!shift) return null;
  return (
    <StatusCell icon={<Inbox aria-hidden />} detail={t('frame.shiftSince', { time: formats.time(shift.openedAt) })}>
      {t('frame.shift', { number: shift.number })}
    </StatusCell>
  );
}
