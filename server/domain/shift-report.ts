import type { ShiftId } from '#shared/domain/ids.ts';
import { subtractMoney, sumMoney, type Money } from '#shared/domain/money.ts';
import type { ChainHead } from './audit-chain.ts';
import { expectedInDrawer, overShort, type CashMovement, type Shift } from './shift.ts';
import { takingsOf, type TakingsFacts, type Takings } from './takings.ts';

/** What went through a drawer. Amounts that left it are positive here. */
export interface DrawerFigures {
  readonly openingFloat: Money;
  readonly sales: Money;
  readonly refunds: Money;
  readonly paidIn: Money;
  readonly paidOut: Money;
  readonly expected: Money;
  /** Null while the shift is open. */
  readonly counted: Money | null;
  readonly overShort: Money | null;
  /** How often it was opened without a sale. */
  readonly openings: number;
}

/** Receipts are counted without gaps: between the first and the last, none is missing. */
export interface ReceiptRange {
  readonly count: number;
  readonly first: string;
  readonly last: string;
}

/** An account of a shift. X: an interim one. Z: the last one, made as the shift is closed and never changed. */
export interface ShiftAccount {
  readonly id: ShiftId;
  readonly kind: 'X' | 'Z';
  readonly number: number;
  readonly cashier: string;
  readonly station: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly madeAt: Date;
  readonly drawer: DrawerFigures;
  /** Null before the first one. */
  readonly receipts: ReceiptRange | null;
  readonly takings: Takings;
}

/** A Z report as it is kept. */
export interface ZReport extends ShiftAccount {
  /** Where the sealed audit history ended when the shift was closed. */
  readonly auditHead: ChainHead;
  /** SHA-256 of all of the above; also in the audit entry of the closing, so that a change is found. */
  readonly hash: string;
}

export type ShiftReport = ShiftAccount | ZReport;

/** Everything that a shift's report is made of. */
export interface ShiftFacts extends TakingsFacts {
  readonly shift: Shift;
  readonly movements: readonly CashMovement[];
}

/** Gives account of a shift: of a closed one for good, of an open one until now. */
export function shiftReport(facts: ShiftFacts, madeAt: Date): ShiftAccount {
  const { shift } = facts;
  return {
    id: shift.id,
    kind: shift.state === 'CLOSED' ? 'Z' : 'X',
    number: shift.number,
    cashier: shift.staffName,
    station: shift.stationId,
    openedAt: shift.openedAt,
    closedAt: shift.closedAt,
    madeAt,
    drawer: drawerFigures(facts),
    receipts: receiptRange(facts),
    takings: takingsOf(facts),
  };
}

function drawerFigures({ shift, movements, currency }: ShiftFacts): DrawerFigures {
  const sum = (kind: CashMovement['kind']): Money =>
    sumMoney(
      movements.filter((movement) => movement.kind === kind).map(({ amount }) => amount),
      currency,
    );
  const out = (kind: CashMovement['kind']): Money => subtractMoney({ amount: 0, currency }, sum(kind));
  const expected = expectedInDrawer(
    shift.openingFloat,
    movements.map(({ amount }) => amount),
  );
  return {
    openingFloat: shift.openingFloat,
    sales: sum('SALE'),
    refunds: out('REFUND'),
    paidIn: sum('PAID_IN'),
    paidOut: out('PAID_OUT'),
    expected,
    counted: shift.counted,
    overShort: overShort(shift, expected),
    openings: movements.filter(({ kind }) => kind === 'NO_SALE').length,
  };
}

function receiptRange({ sales }: ShiftFacts): ReceiptRange | null {
  // Longer numbers are later ones: they are padded to a width that a busy shift may exceed.
  const numbers = sales
    .flatMap(({ receiptNumber }) => receiptNumber ?? [])
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const [first] = numbers;
  const last = numbers.at(-1);
  return first !== undefined && last !== undefined ? { count: numbers.length, first, last } : null;
}
