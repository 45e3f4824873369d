import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Ring } from '../../../components/Ring.tsx';
import { ringText } from '../../../components/ring.ts';
import { SeatChip } from '../../../components/SeatChip.tsx';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { useCountdownNow } from '../../../hooks/use-server-now.ts';
import { useReleaseHold } from '../../../operations/use-release-hold.ts';
import { describeFailure } from '../../../graphql/failures.ts';
import { remainingOf } from '../../../stores/cart/hold-plan.ts';
import { useParkedStore, type ParkedSale } from '../../../stores/parked-store.ts';

interface Props {
  readonly sale: ParkedSale;
  readonly onResume: (holdId: string) => void;
}

/** A sale that waits, with the time it has left. Pressing it goes on with it. */
export function ParkedSaleCard({ sale, onResume }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const discard = useDiscard();
  const { now, isFrozen } = useCountdownNow();
  const { lease, movieTitle, startsAt, total } = sale;
  const remainingMs = remainingOf(lease, now);
  const isOver = remainingMs === 0 && !isFrozen;
  return (
    <div className="relative flex items-center gap-3 rounded-card border border-line bg-1 p-2.5 transition hover:border-line-strong">
      <Ring
        remainingMs={remainingMs}
        totalMs={lease.duration}
        isAway={isFrozen}
        size={46}
        label={isOver ? t('board.parkedOver') : ringText(remainingMs)}
      />
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="flex items-baseline justify-between gap-2">
          <button
            type="button"
            onClick={() => onResume(lease.holdId)}
            aria-label={t('board.resume', { movie: movieTitle })}
            className="truncate text-start font-title text-[0.9375rem] after:absolute after:inset-0 after:rounded-card"
          >
            <bdi>{movieTitle}</bdi>
          </button>
          <span className="font-title text-[0.9375rem]">{formats.money(total)}</span>
        </p>
        <p className="flex flex-wrap items-center gap-1 text-meta text-2">
          <span className="me-1">{isOver ? t('board.parkedOver') : formats.time(startsAt)}</span>
          {lease.seatIds.map((seatId) => (
            <SeatChip key={seatId} tone={isOver ? 'plain' : 'mine'}>
              {seatId}
            </SeatChip>
          ))}
        </p>
      </div>
      <button
        type="button"
        aria-label={t('board.discardParked', { movie: movieTitle })}
        onClick={() => discard(sale, isOver)}
        className="relative -me-2 grid size-11 place-items-center rounded-control text-3 hover:bg-2 hover:text-1"
      >
        <X aria-hidden size={16} />
      </button>
    </div>
  );
}

/** Takes a sale off the list and gives its seats back. What the server isn't told runs out by itself. */
function useDiscard(): (sale: ParkedSale, isOver: boolean) => void {
  const releaseHold = useReleaseHold();
  return ({ lease: { holdId } }, isOver) => {
    useParkedStore.getState().take(holdId);
    if (isOver) return;
    releaseHold({ holdId }).catch((error: unknown) => {
      console.warn('a parked sale was not released', describeFailure(error));
    });
  };
}
