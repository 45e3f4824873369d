import { expect, test } from 'vitest';
import { parsePrintJob } from './print-job-schema.ts';
import { longestQrText } from './qr.ts';
import { sampleJob, sampleTicket } from './testing/sample-jobs.ts';

test('a whole job passes unchanged', () => {
  expect(parsePrintJob(sampleJob())).toEqual({ kind: 'job', job: sampleJob() });
});

const ticketWith = (changes: object): unknown => ({ ...sampleJob(), documents: [{ ...sampleTicket(), ...changes }] });

test.each([
  ['no object', 'print this', ''],
  ['no documents', { ...sampleJob(), documents: [] }, 'documents'],
  ['an id that is a path', { ...sampleJob(), jobId: '../queue' }, 'jobId'],
  ['a language that is none', { ...sampleJob(), locale: 'not a locale' }, 'locale'],
  ['a time zone that is none', ticketWith({ timeZone: 'Europe/Atlantis' }), 'timeZone'],
  ['a price in fractions of a cent', ticketWith({ price: { amount: 13.5, currency: 'EUR' } }), 'price'],
  ['a start without a zone', ticketWith({ startsAt: '2026-11-21 19:15' }), 'startsAt'],
  ['a QR text too long to print', ticketWith({ qr: 'x'.repeat(longestQrText + 1) }), 'qr'],
  ['an unknown document', ticketWith({ kind: 'poster' }), 'kind'],
])('%s is refused with its place', (_, value, place) => {
  const parsed = parsePrintJob(value);
  expect(parsed).toMatchObject({ kind: 'invalid', message: expect.stringContaining(place) });
});

test('what does not belong to a job is left out', () => {
  expect(parsePrintJob({ ...sampleJob(), html: '<script>' })).toEqual({ kind: 'job', job: sampleJob() });
});
