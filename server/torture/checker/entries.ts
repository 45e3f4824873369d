import { mayFollow } from '#shared/domain/order-state.ts';
import type { AuditAction, RecordedEntry } from '../../domain/audit-entry.ts';
import { orderSteps } from '../../domain/order-history.ts';
import type { Order } from '../../domain/order.ts';
import { isFailure, isOperation, type Operation } from '../history.ts';
import { grouped, type Evidence } from './evidence.ts';
import { violation, type Violation } from './violation.ts';

/** Nothing happened without an entry, and no entry tells of what didn't happen. */
export function* checkEntries(evidence: Evidence): Generator<Violation> {
  const facts = new Facts(evidence.dump.entries);
  for (const order of evidence.dump.orders) yield* checkOrder(order, evidence, facts);
  yield* checkRefunds(evidence, facts);
  yield* checkDrawers(evidence, facts);
  yield* checkPrints(evidence, facts);
  yield* checkStrays(evidence);
}

/** How often each fact was written down: an action, with the id of what it is about. */
class Facts {
  readonly #counts = new Map<string, number>();

  constructor(entries: readonly RecordedEntry[]) {
    for (const entry of entries) {
      for (const id of idsOf(entry)) {
        const name = `${entry.action} ${id}`;
        this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
      }
    }
  }

  count(action: AuditAction, id: string): number {
    return this.#counts.get(`${action} ${id}`) ?? 0;
  }
}

function idsOf({ orderId, shiftId, details }: RecordedEntry): readonly string[] {
  const { ticketId, refundId, movementId, jobId, serial } = details as Readonly<Record<string, string | undefined>>;
  const print = jobId === undefined ? undefined : `${jobId} ${serial}`;
  return [ticketId ?? refundId ?? movementId ?? print ?? orderId ?? shiftId].flatMap((id) => id ?? []);
}

function* checkOrder(order: Order, evidence: Evidence, facts: Facts): Generator<Violation> {
  const about = { orderIds: [order.id] };
  const missing = (what: string) => violation('entry missing', `${order.id} (${order.state}) has no ${what}.`, about);
  if (facts.count('order.placed', order.id) !== 1) yield missing('single order.placed');
  if (facts.count('order.paid', order.id) !== (order.paidAt === null ? 0 : 1)) yield missing('single order.paid');
  for (const { id, serial } of order.tickets)
    if (facts.count('ticket.issued', id) !== 1) yield missing(`single ticket.issued of ${serial}`);
  yield* checkStates(order, evidence);
}

/** The entries tell where an order stands, and no step that an order can't take. */
function* checkStates({ id, state }: Order, evidence: Evidence): Generator<Violation> {
  const about = { orderIds: [id] };
  const steps = orderSteps(evidence.entriesOf(id));
  const told = steps.at(-1)?.to ?? null;
  const text = `The entries of ${id} lead to ${told}, it is ${state}.`;
  if (told !== state) yield violation('history tells another state', text, about);
  for (const { entry, from, to } of steps) {
    if (from === null || to === null || from === to || mayFollow(from, to)) continue;
    yield violation('state not allowed', `${id} went from ${from} to ${to} by ${entry.action} (${entry.id}).`, about);
  }
}

function* checkRefunds({ dump: { refunds } }: Evidence, facts: Facts): Generator<Violation> {
  for (const { id, orderId, tender, settledAt } of refunds) {
    const about = { orderIds: [orderId] };
    const missing = (what: string) => violation('entry missing', `The refund ${id} has no single ${what}.`, about);
    if (facts.count('refund.requested', id) !== (tender === 'CARD' ? 1 : 0)) yield missing('refund.requested');
    if (facts.count('refund.settled', id) !== (settledAt === null ? 0 : 1)) yield missing('refund.settled');
  }
}

const drawerActions = { PAID_IN: 'cash.paid_in', PAID_OUT: 'cash.paid_out', NO_SALE: 'drawer.opened' } as const;

function* checkDrawers({ dump: { movements, shifts, history } }: Evidence, facts: Facts): Generator<Violation> {
  for (const { id, kind, shiftId } of movements) {
    if (kind === 'SALE' || kind === 'REFUND') continue;
    const text = `The movement ${id} has no single entry ${drawerActions[kind]}.`;
    if (facts.count(drawerActions[kind], id) !== 1) yield violation('entry missing', text, { shiftId });
  }
  for (const { id, state, number } of shifts) {
    const missing = (what: string) => violation('entry missing', `Shift ${number} has no ${what}.`, { shiftId: id });
    if (facts.count('shift.opened', id) !== 1) yield missing('single shift.opened');
    if (facts.count('shift.closed', id) !== (state === 'CLOSED' ? 1 : 0)) yield missing('single shift.closed');
  }
  const done = history.filter(({ answer }) => answer?.__typename === 'Shift');
  const moved = new Map(movements.map((movement) => [`${movement.kind} ${movement.reason}`, movement]));
  for (const operation of done) yield* checkMovement(operation, moved);
}

/** Reasons are unique in a run, so that they tell which movement an answer was about. */
function* checkMovement(operation: Operation, moved: ReadonlyMap<string, unknown>): Generator<Violation> {
  const { number } = operation;
  if (!isOperation(operation, 'recordCashMovement', 'recordDrawerOpened')) return;
  const kind = 'kind' in operation.input ? operation.input.kind : 'NO_SALE';
  const text = `Operation ${number}, ${operation.name} (${operation.input.reason}), was acknowledged and left nothing.`;
  if (!moved.has(`${kind} ${operation.input.reason}`)) yield violation('drawer wrong', text, { operation: number });
}

/** Every print that was acknowledged is recorded and written down, ticket by ticket. */
function* checkPrints(evidence: Evidence, facts: Facts): Generator<Violation> {
  const serials = new Map(evidence.dump.orders.flatMap(({ tickets }) => tickets.map(({ id, serial }) => [id, serial])));
  const written = (jobId: string, ticketId: string, outcome: string): number => {
    const actions = outcome === 'FAILED' ? failedActions : printedActions;
    const name = `${jobId} ${serials.get(ticketId as never)}`;
    return actions.reduce((sum, action) => sum + facts.count(action, name), 0);
  };
  for (const operation of evidence.dump.history) {
    if (!isOperation(operation, 'recordPrint') || !operation.answer || isFailure(operation.answer)) continue;
    const { jobId, ticketIds, outcome, orderId } = operation.input;
    const missing = ticketIds.filter((ticketId) => written(jobId, ticketId, outcome) !== 1);
    if (missing.length === 0) continue;
    const text = `Print job ${jobId} was acknowledged; ${missing.length} of its tickets have no single entry.`;
    yield violation('entry missing', text, { operation: operation.number, orderIds: [orderId] });
  }
  yield* checkPrintCounts(evidence);
}

const failedActions = ['ticket.print_failed'] as const;
const printedActions = ['ticket.printed', 'ticket.reprinted'] as const;

/** Tickets were printed as often as the history says. */
function* checkPrintCounts(evidence: Evidence): Generator<Violation> {
  for (const { id, tickets } of evidence.dump.orders) {
    const entries = evidence.entriesOf(id).filter(({ action }) => printedActions.some((each) => each === action));
    const prints = grouped(entries, ({ details }) => String(details['serial']));
    for (const { serial, printCount } of tickets) {
      const text = `${serial} was printed ${printCount} times, the history says ${prints.get(serial)?.length ?? 0}.`;
      if ((prints.get(serial)?.length ?? 0) !== printCount) yield violation('entry missing', text, { orderIds: [id] });
    }
  }
}

/** An entry about an order, a refund or a shift that doesn't exist: its deed was undone and the entry was not. */
function* checkStrays({ dump }: Evidence): Generator<Violation> {
  const refunds = new Set(dump.refunds.map(({ id }) => id));
  const orders = new Set<string>(dump.orders.map(({ id }) => id));
  const shifts = new Set<string>(dump.shifts.map(({ id }) => id));
  for (const { id, action, orderId, shiftId, details } of dump.entries) {
    const { refundId } = details;
    const isStray =
      (orderId !== null && !orders.has(orderId)) ||
      (shiftId !== null && !shifts.has(shiftId)) ||
      (typeof refundId === 'string' && !refunds.has(refundId));
    if (isStray) yield violation('entry without a deed', `The entry ${id} tells of ${action}, which didn't happen.`);
  }
}
