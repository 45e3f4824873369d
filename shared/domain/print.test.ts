import { expect, test } from 'vitest';
import { type PrintJobState, printJobTransitions } from './print.ts';

test('a job can reach every state, and nothing follows PRINTED', () => {
  const reached = new Set<PrintJobState>(['QUEUED']);
  for (const state of reached) for (const next of printJobTransitions[state]) reached.add(next);
  expect([...reached].sort()).toEqual(Object.keys(printJobTransitions).sort());
  expect(printJobTransitions.PRINTED).toEqual([]);
});

test('a failed job never prints again by itself: only by way of the queue', () => {
  const before = Object.entries(printJobTransitions).filter(([, next]) => next.includes('PRINTING'));
  expect(before.map(([state]) => state)).toEqual(['QUEUED']);
  expect(printJobTransitions.FAILED).toEqual(['QUEUED']);
});
