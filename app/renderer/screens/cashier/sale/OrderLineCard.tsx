import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../components/class-names.ts';
import { Segmented } from '../../../components/Segmented.tsx';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { ticketTypeName } from '../../../hooks/use-ticket-words.ts';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import type { OrderLine } from '../../../stores/cart/order-lines.ts';
import type { CurrentLine } from './use-current-line.ts';

interface Props {
  readonly line: OrderLine;
  readonly current: CurrentLine;
  readonly onRemove: (seatId: string) => void;
}

/** One seat of the order and who sits on it. The line that keys act on has an edge and shows the letters. */
export function OrderLineCard({ line, current, onRemove }: Props) {
  const { t } = useTranslation();
  const isOpen = useCartStore((cart) => cart.payment === 'open');
  const setTicketType = useCartStore((cart) => cart.setTicketType);
  const { seat, ticketType, choices } = line;
  const isCurrent = current.seatId === seat.id;
  const place = { row: seat.row, number: seat.number };
  return (
    <li
      aria-current={isCurrent}
      onPointerDown={() => current.choose(seat.id)}
      className={classNames(
        'bg-2 rounded-card grid border p-1.5',
        isCurrent ? 'border-line-strong' : 'border-transparent',
      )}
    >
      <LineHeading line={line}>
        <button
          type="button"
          aria-label={t('sale.removeSeat', place)}
          disabled={!isOpen}
          onClick={() => onRemove(seat.id)}
          className="hover:bg-3 rounded-control grid size-11 place-items-center"
        >
          <X aria-hidden size={17} />
        </button>
      </LineHeading>
      <Segmented
        label={t('sale.ticketTypeOf', place)}
        value={ticketType}
        isDisabled={!isOpen}
        onChange={(next) => setTicketType(seat.id, next)}
        options={choices.map((choice) => ({
          value: choice.ticketType,
          label: (
            <Mnemonic
              text={ticketTypeName(t, choice.ticketType)}
              letter={isCurrent ? current.keys.get(choice.ticketType) : undefined}
            />
          ),
        }))}
      />
    </li>
  );
}

function LineHeading({ line: { seat, price }, children }: { readonly line: OrderLine; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <div className="flex items-center gap-1.5 ps-2.5">
      <span className="text-meta text-2">{t('sale.row')}</span>
      <bdi className="font-title text-head">{seat.row}</bdi>
      <span className="text-meta text-2">{t('sale.seat')}</span>
      <bdi className="font-title text-head">{seat.number}</bdi>
      <span className="text-meta text-3 ms-1 flex-1">{t(`common.seatKind.${seat.kind}`)}</span>
      <span className="font-title text-strong">{formats.money(price)}</span>
      {children}
    </div>
  );
}

/** A word whose key is underlined in it. */
function Mnemonic({ text, letter }: { readonly text: string; readonly letter: string | undefined }) {
  const position = letter === undefined ? -1 : text.toLowerCase().indexOf(letter);
  if (position === -1) return text;
  return (
    <span>
      {text.slice(0, position)}
      <u className="decoration-2 underline-offset-4">{text.charAt(position)}</u>
      {text.slice(position + 1)}
    </span>
  );
}
