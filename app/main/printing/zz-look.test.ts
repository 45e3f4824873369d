import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { createPrintRenderer } from './renderer.ts';
import { sampleJob, sampleTicket } from './testing/sample-jobs.ts';
test('look', async () => {
  const r = createPrintRenderer({ fontDirectory: 'resources/fonts/print' });
  for (const locale of ['en', 'fr', 'th', 'ar'])
    for (const i of [0, 2]) {
      const d = await r.render(sampleJob({ locale }), i);
      writeFileSync(`/tmp/printlab/${locale}-${i}.png`, d.png());
      writeFileSync(`/tmp/printlab/${locale}-${i}.pdf`, await d.pdf());
      writeFileSync(`/tmp/printlab/${locale}-${i}.bin`, d.escPos());
    }
});
