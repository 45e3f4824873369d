import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { createPrintRenderer } from './renderer.ts';
import { sampleJob, sampleTicket } from './testing/sample-jobs.ts';
test('look', async () => {
  const r = createPrintRenderer({ fontDirectory: 'resources/fonts/print' });
  const s = sampleTicket();
  const edge = [
    sampleTicket({ movieTitle: 'The Extraordinary and Quite Unlikely Adventures of a Projectionist', details: ['Laser 3D Dolby Atmos', 'English original version', 'French and German subtitles', 'from 12 years with parents'], row: 'AAA', seat: 1204, ticketTypeName: 'Student with reduction', seatKindName: 'wheelchair companion place', qr: s.qr + 'x'.repeat(200), auditoriumName: 'Salle Alice Guy-Blaché du rez', cashierName: 'Maximiliane Oberschlick-Hohenstein', serial: 'LC-2026-118-0431-000012', cinemaName: 'Cinéma Lumière Central de Strasbourg' }),
    sampleTicket({ movieTitle: 'ผีเสื้อและดอกไม้ในสายลมแห่งฤดูหนาวที่กรุงเทพมหานคร', auditoriumName: undefined, qr: 'Q3RT9NXF', cashierName: undefined }),
    sampleTicket({ movieTitle: 'ليلة الترام 28', details: ['ليزر', 'الإنجليزية'], qr: 'F1.' + 'a'.repeat(100), price: { amount: 1350, currency: 'JPY' } }),
  ];
  for (const [i] of edge.entries()) {
    const d = await r.render(sampleJob({ documents: edge, copies: 'REPRINT', locale: ['en', 'th', 'ar'][i]! }), i);
    writeFileSync(`/tmp/printlab/edge-${i}.png`, d.png());
  }
  for (const locale of ['en', 'fr', 'th', 'ar'])
    for (const i of [0, 2]) {
      const t = performance.now();
      const d = await r.render(sampleJob({ locale }), i);
      const t2 = performance.now();
      writeFileSync(`/tmp/printlab/${locale}-${i}.png`, d.png());
      const t3 = performance.now();
      writeFileSync(`/tmp/printlab/${locale}-${i}.pdf`, await d.pdf());
      const t4 = performance.now();
      writeFileSync(`/tmp/printlab/${locale}-${i}.bin`, d.escPos());
      console.log(t2 - t, t3 - t2, t4 - t3);
    }
});
