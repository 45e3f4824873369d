import { test } from 'vitest';
import { createTypesetter } from './typesetter.ts';
import { formatsFor } from './formats.ts';
test('ar', () => {
  const t = createTypesetter('resources/fonts/print');
  const f = formatsFor('ar').longDate('2026-11-21T18:15:00.000Z', 'Europe/Paris');
  console.log(JSON.stringify(f));
  const style = { face: 'strong', size: 25 } as const;
  for (const s of [f, 'السبت، 21 نوفمبر 2026', 'السبت،', 'السبت', '21 نوفمبر 2026', 'نوفمبر', 'الرقم الضريبي', 'الرقم', 'الضريبي', 'الرقم الضريبي FR'])
    for (const rtl of [false, true]) {
      const o = t.outlines({ kind: 'text', text: s, style, x: 0, baseline: 0, anchor: 'left', color: 'black' }, rtl);
      console.log(s, rtl, o.width, o.left, o.paths.length);
    }
});
