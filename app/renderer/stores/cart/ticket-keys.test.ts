import { describe, expect, it } from 'vitest';
import { ticketKeys } from './ticket-keys.ts';

describe('ticket keys', () => {
  it('gives each type the first free letter of its name', () => {
    const keys = ticketKeys(
      new Map([
        ['ADULT', 'Adult'],
        ['CHILD', 'Child'],
        ['SENIOR', 'Senior'],
        ['STUDENT', 'Student'],
      ]),
    );
    expect([...keys.values()]).toEqual(['a', 'c', 's', 'u']);
  });

  it('never takes a key of the sale, and leaves a type without one when all its letters are gone', () => {
    expect(
      ticketKeys(
        new Map([
          ['BABY', 'Baby'],
          ['WEB', 'Web'],
        ]),
      ),
    ).toEqual(new Map([['BABY', 'a']]));
  });
});
