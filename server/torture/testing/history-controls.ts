import { vi } from 'vitest';
import type { AuditAction, AuditEntry } from '../../domain/audit-entry.ts';
import { showtimeOf, type Control } from './control.ts';
import type { ControlOffice } from './control-office.ts';
import { hold, sell } from './deeds.ts';

/** Entries of one kind are never written. */
function dropping(action: AuditAction) {
  return ({ office: { repositories } }: ControlOffice): void => {
    const { audit } = repositories;
    const [add, addOnce] = [audit.add.bind(audit), audit.addOnce.bind(audit)];
    const others = (entries: readonly AuditEntry[]) => entries.filter((entry) => entry.action !== action);
    vi.spyOn(audit, 'add').mockImplementation(async (entries, session) => {
      if (others(entries).length > 0) await add(others(entries), session);
    });
    vi.spyOn(audit, 'addOnce').mockImplementation(async (entries) => {
      if (others(entries).length > 0) await addOnce(others(entries));
    });
  };
}

async function payIn({ cashier }: ControlOffice): Promise<void> {
  const idempotencyKey = cashier.newId();
  const reason = `change ${idempotencyKey}`;
  await cashier.insist('recordCashMovement', { kind: 'PAID_IN', amount: 500, reason, idempotencyKey });
}

/** What keeps anything from happening without an entry, or untold. */
export const historyControls: readonly Control[] = [
  {
    guard: 'the entry of a cash movement',
    without: dropping('cash.paid_in'),
    deed: payIn,
    finds: ['entry missing'],
  },
  {
    guard: 'the entry of a payment',
    without: dropping('order.paid'),
    deed: (control, row) => sell(control.cashier, showtimeOf(control), [`${row}1`]),
    finds: ['entry missing', 'history tells another state'],
  },
  {
    guard: 'the entry of an extended hold',
    without: dropping('hold.extended'),
    deed: async (control, row) => {
      const { cashier } = control;
      const { id: holdId } = await hold(cashier, showtimeOf(control), `${row}1`);
      await cashier.insist('extendHold', { holdId });
      await cashier.insist('releaseHold', { holdId });
    },
    finds: ['entry missing'],
  },
  {
    guard: 'the record of a print',
    without: ({ office: { services, repositories } }) => {
      vi.spyOn(services.prints, 'record').mockImplementation(async (_actor, { orderId }) => {
        const order = await repositories.orders.find(orderId as Parameters<typeof repositories.orders.find>[0]);
        if (!order) throw new Error(`there is no order ${orderId}`);
        return order;
      });
    },
    deed: async (control, row) => {
      const { cashier } = control;
      const { id: orderId, tickets } = await sell(cashier, showtimeOf(control), [`${row}1`]);
      const ticketIds = tickets.map(({ id }) => id);
      await cashier.insist('recordPrint', { orderId, ticketIds, jobId: cashier.newId(), outcome: 'PRINTED' });
    },
    finds: ['entry missing'],
  },
  {
    guard: 'the outbox',
    without: ({ office }) => void vi.spyOn(office.repositories.orders, 'addToOutbox').mockResolvedValue(),
    deed: (control, row) => sell(control.cashier, showtimeOf(control), [`${row}1`]),
    finds: ['event not told'],
  },
];
