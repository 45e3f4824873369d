/** What must never be. The names are what a reader of the table goes by. */
export const violationKinds = [
  'seat sold twice',
  'seat held twice',
  'claims differ from orders',
  'money kept',
  'money given twice',
  'money not settled',
  'order lost',
  'reply lost',
  'key had two effects',
  'entry missing',
  'entry without a deed',
  'history tells another state',
  'state not allowed',
  'hold not whole',
  'hold beyond its time',
  'map differs from claims',
  'fence fell',
  'numbers wrong',
  'drawer wrong',
  'report wrong',
  'chain broken',
  'event not told',
  'watcher misled',
  'bug answered',
] as const;

export type ViolationKind = (typeof violationKinds)[number];

/** What a violation is about; its story is told from there. */
export interface Subject {
  readonly orderIds?: readonly string[];
  readonly holdId?: string;
  readonly seat?: { readonly showtimeId: string; readonly seatId: string };
  readonly shiftId?: string;
  readonly operation?: number;
}

export interface Violation {
  readonly kind: ViolationKind;
  /** A sentence for a person. */
  readonly text: string;
  readonly about: Subject;
}

export function violation(kind: ViolationKind, text: string, about: Subject = {}): Violation {
  return { kind, text, about };
}
