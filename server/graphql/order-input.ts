import type { Contact, Order } from '../domain/order.ts';
import type { Tender } from '../domain/payment.ts';
import type { ContactInput, TenderInput } from './generated/resolvers.ts';

/** How somebody wants to pay; the schema lets exactly one way through. */
export function tenderOf({ cash, card }: TenderInput): Tender {
  return cash ? { kind: 'CASH', received: cash.received } : { kind: 'CARD', terminalId: card?.terminalId ?? null };
}

export function contactOf(contact: ContactInput | null | undefined): Contact | null {
  return contact ? { email: contact.email, locale: contact.locale ?? 'en' } : null;
}

/** The outcome of a service as a member of the mutation's union. */
export function answerOrder<Failure>(
  outcome: { readonly order: Order } | { readonly failure: Failure },
): ({ readonly __typename: 'Order' } & Order) | Failure {
  return 'order' in outcome ? { __typename: 'Order', ...outcome.order } : outcome.failure;
}
