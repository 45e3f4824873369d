import type {
  CancelMyOrderInput,
  CancelOrderInput,
  ChangeHoldInput,
  CloseShiftInput,
  ExchangeOrderInput,
  ExtendHoldInput,
  HoldBestSeatsInput,
  HoldSeatsInput,
  OpenShiftInput,
  PayOrderInput,
  PlaceOrderInput,
  RecordCashMovementInput,
  RecordDrawerOpenedInput,
  RecordPrintInput,
  RefundOrderInput,
  ReleaseHoldInput,
  ReserveSeatsInput,
  VoidOrderInput,
} from '#shared/generated/schema.ts';

/** What each operation is asked with. */
export interface Inputs {
  readonly holdSeats: HoldSeatsInput;
  readonly holdBestSeats: HoldBestSeatsInput;
  readonly changeHold: ChangeHoldInput;
  readonly extendHold: ExtendHoldInput;
  readonly releaseHold: ReleaseHoldInput;
  readonly placeOrder: PlaceOrderInput;
  readonly reserveSeats: ReserveSeatsInput;
  readonly payOrder: PayOrderInput;
  readonly cancelOrder: CancelOrderInput;
  readonly cancelMyOrder: CancelMyOrderInput;
  readonly voidOrder: VoidOrderInput;
  readonly refundOrder: RefundOrderInput;
  readonly exchangeOrder: ExchangeOrderInput;
  readonly recordPrint: RecordPrintInput;
  readonly openShift: OpenShiftInput;
  readonly recordCashMovement: RecordCashMovementInput;
  readonly recordDrawerOpened: RecordDrawerOpenedInput;
  readonly closeShift: CloseShiftInput;
}

export type OperationName = keyof Inputs;

export interface HoldAnswer {
  readonly __typename: 'SeatHold';
  readonly id: string;
  readonly showtimeId: string;
  readonly seatIds: readonly string[];
  readonly fence: string;
  /** These three are ISO 8601. */
  readonly expiresAt: string;
  readonly deadline: string;
  readonly serverTime: string;
}

export interface OrderAnswer {
  readonly __typename: 'Order';
  readonly id: string;
  readonly code: string;
  readonly state: string;
  readonly total: { readonly amount: number };
  readonly receiptNumber: string | null;
  readonly lines: readonly { readonly seatId: string }[];
  readonly tickets: readonly {
    readonly id: string;
    readonly serial: string;
    readonly seatId: string;
    readonly state: string;
  }[];
}

export interface ShiftAnswer {
  readonly __typename: 'Shift';
  readonly id: string;
  readonly number: number;
}

export interface ReleasedAnswer {
  readonly __typename: 'ReleasedHold';
  readonly id: string;
}

/** An expected failure, as a value. */
export interface FailureAnswer {
  readonly __typename: `${string}Error`;
  readonly message: string;
}

export type Answer = HoldAnswer | OrderAnswer | ShiftAnswer | ReleasedAnswer | FailureAnswer;

/** One request of a client, and what it heard. Every attempt is an operation of its own. */
interface OperationOf<Name extends OperationName> {
  /** Counts from 1 in the order in which they began. */
  readonly number: number;
  readonly name: Name;
  readonly client: string;
  /** The account, within which idempotency keys are unique. */
  readonly accountId: string;
  /** Without what proves who somebody is. */
  readonly input: Inputs[Name];
  /** Epoch ms by the clients' clock, which is the servers' too. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Null when the client doesn't know what became of it. */
  readonly answer: Answer | null;
  /** Why there is no answer. */
  readonly lost: string | null;
}

export type Operation<Name extends OperationName = OperationName> = { [Each in Name]: OperationOf<Each> }[Name];

/** Everything that clients did, in the order in which they began. */
export class History {
  readonly #operations: Operation[] = [];
  #count = 0;
  #answered = 0;

  /** How many were answered. */
  get answered(): number {
    return this.#answered;
  }

  /** Whether every operation that began has ended. */
  get isComplete(): boolean {
    return this.#operations.length === this.#count;
  }

  /** The number of an operation that begins now. */
  begin(): number {
    this.#count += 1;
    return this.#count;
  }

  add(operation: Operation): void {
    this.#operations.push(operation);
    if (operation.answer) this.#answered += 1;
  }

  get operations(): readonly Operation[] {
    return this.#operations.toSorted((one, other) => one.number - other.number);
  }
}

/** Whether an operation is of these kinds. */
export function isOperation<Name extends OperationName>(
  operation: Operation,
  ...names: readonly Name[]
): operation is Extract<Operation, { readonly name: Name }> {
  return (names as readonly string[]).includes(operation.name);
}

export function isFailure(answer: Answer): answer is FailureAnswer {
  return answer.__typename.endsWith('Error');
}
