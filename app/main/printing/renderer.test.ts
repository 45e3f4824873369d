import { inflateSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import jsQR from 'jsqr';
import { expect, test, vi } from 'vitest';
import type { PrintDocument, TicketDocument } from '#shared/domain/print.ts';
import { type Bitmap, cropColumns } from './bitmap.ts';
import { margin, paperWidth } from './drawing.ts';
import type { Face } from './faces.ts';
import { formatsFor } from './formats.ts';
import { smallestModule } from './qr.ts';
import { createPrintRenderer } from './renderer.ts';
import { sampleJob, sampleQr, sampleReceipt, sampleTicket } from './testing/sample-jobs.ts';
import { createTypesetter, type Typesetter } from './typesetter.ts';
import { wordingFor } from './wording.ts';

const fontDirectory = 'resources/fonts/print';
const renderer = createPrintRenderer({ fontDirectory });

// Under a full test run the machine is busy; drawing dozens of documents takes its time.
vi.setConfig({ testTimeout: 30_000 });

async function render(document: PrintDocument, locale = 'en', copies: 'ORIGINAL' | 'REPRINT' = 'ORIGINAL') {
  return renderer.render(sampleJob({ documents: [document], locale, copies }), 0);
}

/** Reads the PNG with a decoder that is not ours and looks for a QR code in it. */
function scan(png: Buffer) {
  const href = `data:image/png;base64,${png.toString('base64')}`;
  const height = png.readUInt32BE(20);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${paperWidth}" height="${height}"><image width="${paperWidth}" height="${height}" xlink:href="${href}"/></svg>`;
  return jsQR(new Uint8ClampedArray(new Resvg(svg).render().pixels), paperWidth, height);
}

function isBlack({ width, rows }: Bitmap, x: number, y: number): boolean {
  const dot = y * width + x;
  return ((rows[dot >> 3] ?? 0) & (0x80 >> (dot & 7))) !== 0;
}

const locales = ['en', 'fr', 'th', 'ar'];
const longTicket: Partial<TicketDocument> = {
  movieTitle: 'The Extraordinary and Quite Unlikely Adventures of a Projectionist',
  cinemaName: 'Cinéma Lumière Central de Strasbourg',
  details: [
    'Laser 3D Dolby Atmos',
    'English original version',
    'French and German subtitles',
    'from 12 years with parents',
  ],
  auditoriumName: 'Salle Alice Guy-Blaché du rez-de-chaussée',
  row: 'AAA',
  seat: 1204,
  ticketTypeName: 'Student with reduction',
  seatKindName: 'wheelchair companion place',
  cashierName: 'Maximiliane Oberschlick-Hohenstein',
  serial: 'LC-2026-118-0431-000012',
};

test.each(locales)('a scanner reads the ticket’s QR code from the picture (%s)', async (locale) => {
  const found = scan((await render(sampleTicket(), locale)).png());
  expect(found?.data).toBe(sampleQr);
});

test.each(locales)('a scanner reads the order code from the receipt (%s)', async (locale) => {
  expect(scan((await render(sampleReceipt(), locale)).png())?.data).toBe('Q3RT9NXF');
});

test.each([60, 168, 250, 440])(
  'a QR text of %i bytes has modules of 6 dots or more and 4 empty modules around',
  async (length) => {
    const qr = 'F1.'.padEnd(length, 'aB3_');
    const { bitmap, png } = await render(sampleTicket({ qr }));
    const found = scan(png());
    expect(found?.data).toBe(qr);
    if (!found) return;
    const { topLeftCorner, bottomRightCorner } = found.location;
    const modules = 17 + 4 * found.version;
    const dotsPerModule = (bottomRightCorner.x - topLeftCorner.x) / modules;
    expect(Math.round(dotsPerModule)).toBeGreaterThanOrEqual(smallestModule);

    const quiet = 4 * smallestModule;
    const [left, top] = [Math.round(topLeftCorner.x), Math.round(topLeftCorner.y)];
    const size = modules * Math.round(dotsPerModule);
    const ink: string[] = [];
    for (let y = top - quiet; y < top + size + quiet; y++) {
      for (let x = left - quiet; x < left + size + quiet; x++) {
        const isInside = x >= left && x < left + size && y >= top && y < top + size;
        if (!isInside && isBlack(bitmap, x, y)) ink.push(`${x},${y}`);
      }
    }
    expect(ink).toEqual([]);
  },
);

test.each(locales)('nothing runs into the margins, however long the words are (%s)', async (locale) => {
  const documents = [
    sampleTicket(longTicket),
    sampleTicket({ ...longTicket, movieTitle: 'ผีเสื้อและดอกไม้ในสายลมแห่งฤดูหนาวที่กรุงเทพมหานคร', auditoriumName: undefined }),
    sampleReceipt({ cinemaName: 'Cinéma Lumière Central de Strasbourg et de sa région', note: 'word '.repeat(60) }),
    sampleReceipt({
      total: { amount: 123_456_789, currency: 'EUR' },
      vat: [],
      tender: { kind: 'card', amount: { amount: 1, currency: 'EUR' } },
    }),
  ];
  for (const document of documents) {
    const { bitmap } = await render(document, locale, 'REPRINT');
    const outer = margin - 8; // A letter may lean out by a dot or two.
    for (const left of [0, paperWidth - outer]) {
      const firstInk = cropColumns(bitmap, left, outer).rows.findIndex((byte) => byte !== 0);
      expect(firstInk < 0 ? 'no ink' : `ink in row ${Math.floor(firstInk / (outer / 8))} of a ${document.kind}`).toBe(
        'no ink',
      );
    }
  }
});

test.each(locales)('every word and date comes out: no line loses its letters (%s)', (locale) => {
  const typesetter = createTypesetter(fontDirectory);
  const { longDate, shortDateTime, money, rate } = formatsFor(locale);
  const [instant, zone] = ['2026-11-21T18:15:00.000Z', 'Europe/Paris'];
  const words = wordingFor(locale);
  const texts = [
    ...Object.values(words).map((word: string | ((...parts: string[]) => string)) =>
      typeof word === 'string' ? word : word('FR 12', 'B 7'),
    ),
    longDate(instant, zone),
    shortDateTime(instant, zone),
    money({ amount: 2550, currency: 'EUR' }),
    rate(550),
  ];
  for (const face of ['display', 'heading', 'text', 'strong'] as const) {
    const lost = texts.filter((text) => outlinedWords(typesetter, text, face, words.direction === 'rtl') === 0);
    expect(lost.filter((text) => text !== words.separator)).toEqual([]);
  }
});

function outlinedWords(typesetter: Typesetter, text: string, face: Face, rightToLeft: boolean): number {
  const place = { x: 0, baseline: 0, anchor: 'left', color: 'black' } as const;
  return typesetter.outlines({ kind: 'text', text, style: { face, size: 24 }, ...place }, rightToLeft).paths.length;
}

test('a reprint and its number are seen on the paper', async () => {
  const original = await render(sampleTicket());
  const reprint = await render(sampleTicket(), 'en', 'REPRINT');
  const second = await render(sampleTicket({ printNumber: 2 }));
  expect(reprint.png().equals(original.png())).toBe(false);
  expect(second.png().equals(original.png())).toBe(false);
  expect((await render(sampleTicket())).png().equals(original.png())).toBe(true);
});

test('a title in a script without a bundled font does not stop the ticket', async () => {
  expect(scan((await render(sampleTicket({ movieTitle: '映画 Кино' }))).png())?.data).toBe(sampleQr);
});

test('markup in a name is printed as text', async () => {
  const markup = await render(sampleTicket({ movieTitle: '</text><rect width="640" height="2000"/>\u0000 & "' }));
  expect(scan(markup.png())?.data).toBe(sampleQr);
});

test('the PDF is a page of 80 mm with text that can be selected', async () => {
  const pdf = await (await render(sampleTicket())).pdf();
  const [, width = '0'] = /\/MediaBox \[0 0 ([\d.]+) /.exec(pdf.toString('latin1')) ?? [];
  expect((Number(width) / 72) * 25.4).toBeCloseTo(80, 0);
  const texts = inflatedStreams(pdf).join('\n');
  expect(texts).toContain('3 Tr');
  for (const letter of ['P', 'e', 'r', 'i', 'h']) {
    expect(texts.toLowerCase()).toContain(`<${letter.charCodeAt(0).toString(16).padStart(4, '0')}>`);
  }
});

function inflatedStreams(pdf: Buffer): string[] {
  const parts = pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g);
  return [...parts].map(([, data = '']) => {
    const bytes = Buffer.from(data, 'latin1');
    return bytes[0] === 0x78 ? inflateSync(bytes).toString('latin1') : data;
  });
}

test('documents have names that fit in a folder and tell them apart', async () => {
  const job = sampleJob({ orderCode: 'A/B C' });
  const names = await Promise.all([0, 1, 2].map(async (index) => (await renderer.render(job, index)).name));
  expect(names).toEqual(['A_B_C-ticket-1-of-2-job-1', 'A_B_C-ticket-2-of-2-job-1', 'A_B_C-receipt-job-1']);
});

test('a folder without the fonts is refused at once', () => {
  expect(() => createPrintRenderer({ fontDirectory: 'resources' })).toThrow('FoyerPrintDisplay-800.ttf');
});
