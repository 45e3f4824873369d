import { describe, expect, it } from 'vitest';
import { orderedPeople } from './people-order.ts';

describe('order of people', () => {
  it('puts cashiers first, each group by name', () => {
    const people = [
      { name: 'Aurèle', role: 'ADMIN' },
      { name: 'Marta', role: 'CASHIER' },
      { name: 'Camille', role: 'MANAGER' },
      { name: 'Jonas', role: 'CASHIER' },
    ] as const;
    expect(orderedPeople(people).map(({ name }) => name)).toEqual(['Jonas', 'Marta', 'Camille', 'Aurèle']);
  });
});
