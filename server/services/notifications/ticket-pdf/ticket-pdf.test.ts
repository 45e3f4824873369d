import { describe, expect, it } from 'vitest';
import { readPdf } from '../testing/read-pdf.ts';
import { sampleSigner, sampleSubject } from '../testing/sample-subject.ts';
import { mailLanguages } from '../words/index.ts';
import { ticketPdf } from './ticket-pdf.ts';

describe('the tickets of a mail', () => {
  it('are a page for each valid ticket, with a code that the door accepts', async () => {
    const subject = sampleSubject();
    const pages = readPdf(await ticketPdf(subject, 'en'));
    expect(pages).toHaveLength(2);
    const claims = pages.map(({ code }) => sampleSigner.verify(code ?? ''));
    expect(claims).toEqual([
      { serial: 'LC-12-0007', showtimeId: subject.showtime.id, seatId: 'D7' },
      { serial: 'LC-12-0008', showtimeId: subject.showtime.id, seatId: 'D8' },
    ]);
  });

  it('say where to go, and show the order’s code', async () => {
    const [first] = readPdf(await ticketPdf(sampleSubject(), 'en'));
    expect(first?.texts).toEqual([
      'Lumière Cinema',
      'Ticket 1 of 2',
      'The Lighthouse & the',
      '<Storm>',
      '2D, Dolby Atmos',
      // With or without a comma, as the machine's locale data have it.
      expect.stringMatching(/^Saturday,? 21 November 2026$/),
      '19:15',
      'Auditorium 3',
      'Salle Lumière',
      'Row',
      'D',
      'Seat',
      '7',
      'Adult',
      '€13.50',
      'Order code',
      'Q3RT-9NXF',
      'Serial',
      'LC-12-0007',
      'Scan at the door.',
      '12 Quai de la Gare, 75013 Paris',
    ]);
  });

  it.each(mailLanguages)('have a glyph for every letter in %s', async (language) => {
    const pages = readPdf(await ticketPdf(sampleSubject(), language));
    expect(pages).toHaveLength(2);
    for (const { texts, code } of pages) {
      expect(texts.length).toBeGreaterThan(15);
      expect(texts.join('')).not.toMatch(/[\uFFFD\0]/);
      expect(code).toMatch(/^F1\./);
    }
  });
});
