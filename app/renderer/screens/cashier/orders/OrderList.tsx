import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCode } from '#shared/domain/codes.ts';
import { Chip } from '../../../components/Chip.tsx';
import { classNames } from '../../../components/class-names.ts';
import { SeatChip } from '../../../components/SeatChip.tsx';
import type { OrderFieldsFragment } from '../../../graphql/generated/operations.ts';
import { useFormats } from '../../../hooks/cinema-context.ts';

interface Props {
  readonly orders: readonly OrderFieldsFragment[];
  readonly chosen: string | undefined;
  readonly onChoose: (code: string) => void;
}

/** Orders, newest first, one of them chosen. */
export function OrderList({ orders, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <ul aria-label={t('orders.list')} className="min-h-0 flex-1 overflow-y-auto px-3 pb-4">
      {orders.map((order) => (
        <OrderRow key={order.id} order={order} isChosen={order.code === chosen} onChoose={onChoose} />
      ))}
    </ul>
  );
}

interface RowProps {
  readonly order: OrderFieldsFragment;
  readonly isChosen: boolean;
  readonly onChoose: (code: string) => void;
}

function OrderRow({ order, isChosen, onChoose }: RowProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li ref={row}>
      <button
        type="button"
        aria-current={isChosen}
        onClick={() => onChoose(order.code)}
        className={classNames(
          'rounded-card grid h-[56px] w-full grid-cols-[64px_112px_minmax(140px,1fr)_minmax(90px,220px)_110px_88px] items-center gap-3 border-2 px-3 text-start',
          isChosen ? 'border-time bg-2 shadow-lifted' : 'border-transparent hover:bg-2',
        )}
      >
        <bdi className="font-title text-strong">{formats.time(order.placedAt)}</bdi>
        <bdi className="font-mono text-meta">{formatCode(order.code)}</bdi>
        <span className="grid min-w-0">
          <bdi className="truncate font-semibold">{order.showtime.movie.title}</bdi>
          <span className="text-meta text-3 truncate">
            {formats.time(order.showtime.startsAt)}, {order.showtime.auditorium.name}
          </span>
        </span>
        <span className="flex flex-wrap gap-1 overflow-hidden">
          {order.tickets.map((ticket) => (
            <SeatChip key={ticket.id}>{ticket.seatId}</SeatChip>
          ))}
        </span>
        <span>
          <Chip tone={order.state === 'PAID' ? 'exit' : 'quiet'}>{t(`orders.state.${order.state}`)}</Chip>
        </span>
        <span className="font-title text-strong justify-self-end">{formats.money(order.total)}</span>
      </button>
    </li>
  );
}
