import { inflateSync } from 'node:zlib';
import jsQr from 'jsqr';

/** What is on one page of a PDF that pdfkit has written. */
export interface ReadPage {
  /** Each shaped run, in the order of drawing; runs from right to left are in the order of their glyphs. */
  readonly texts: readonly string[];
  /** What a scanner reads off the page. */
  readonly code: string | undefined;
}

/** Takes a PDF apart into its pages. */
export function readPdf(pdf: Buffer): readonly ReadPage[] {
  const objects = readObjects(pdf);
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head));
  return pages.map(({ head }) => {
    const content = streamOf(objects, reference(head, 'Contents'));
    const fonts = fontsOf(objects, objects.get(reference(head, 'Resources'))?.head ?? '');
    return { texts: textsOf(content, fonts), code: codeOn(content) };
  });
}

interface PdfObject {
  readonly head: string;
  readonly stream: Buffer | undefined;
}

type Objects = ReadonlyMap<string, PdfObject>;

function readObjects(pdf: Buffer): Objects {
  const text = pdf.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const match of text.matchAll(/(?<id>\d+) 0 obj\n(?<body>[^]*?)\nendobj/g)) {
    const { id = '', body = '' } = match.groups ?? {};
    const [head = '', raw] = body.split('\nstream\n', 2);
    const bytes = raw === undefined ? undefined : Buffer.from(raw.slice(0, raw.lastIndexOf('\nendstream')), 'latin1');
    objects.set(id, { head, stream: bytes && (head.includes('/FlateDecode') ? inflateSync(bytes) : bytes) });
  }
  return objects;
}

function reference(head: string, name: string): string {
  return new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1] ?? '';
}

function streamOf(objects: Objects, id: string): string {
  return objects.get(id)?.stream?.toString('latin1') ?? '';
}

/** Font name → glyph code → its characters. */
type Fonts = ReadonlyMap<string, ReadonlyMap<string, string>>;

function fontsOf(objects: Objects, resources: string): Fonts {
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const [, name = '', id = ''] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const map = streamOf(objects, reference(objects.get(id)?.head ?? '', 'ToUnicode'));
    const glyphs = new Map<string, string>();
    for (const [, first = '', list = ''] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
      for (const [offset, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
        const code = (Number.parseInt(first, 16) + offset).toString(16).padStart(4, '0');
        glyphs.set(code, Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
      }
    }
    fonts.set(name, glyphs);
  }
  return fonts;
}

function textsOf(content: string, fonts: Fonts): readonly string[] {
  const texts: string[] = [];
  let glyphs: ReadonlyMap<string, string> | undefined;
  for (const { groups } of content.matchAll(/\/(?<font>F\d+) [\d.]+ Tf|\[(?<shown>[^\]]*)\] TJ/g)) {
    if (groups?.['font']) glyphs = fonts.get(groups['font']);
    const shown = groups?.['shown'];
    if (shown === undefined) continue;
    const codes = [...shown.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
    texts.push(codes.map((code) => glyphs?.get(code) ?? '\uFFFD').join(''));
  }
  return texts;
}

function countOf(values: readonly number[], value: number): number {
  return values.filter((each) => each === value).length;
}

const quietZone = 4;

/** Paints the black boxes of a page and scans them. */
function codeOn(content: string): string | undefined {
  const boxes = [...content.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re/g)].map((match) =>
    match.slice(1).map(Number),
  );
  const heights = boxes.map(([, , , height = 0]) => height);
  // The bars of a code are all as high as a module, and more than anything else on the page.
  const [module = 1] = heights.toSorted((a, b) => countOf(heights, b) - countOf(heights, a));
  const dark = boxes.filter(([, , , height]) => height === module);
  const left = Math.min(...dark.map(([x = 0]) => x));
  const top = Math.min(...dark.map(([, y = 0]) => y));
  const size = Math.round((Math.max(...dark.map(([x = 0, , width = 0]) => x + width)) - left) / module);
  const scale = 4;
  const side = (size + 2 * quietZone) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [x = 0, y = 0, width = 0] of dark) {
    const [column, row] = [Math.round((x - left) / module), Math.round((y - top) / module)];
    const end = (column + Math.round(width / module) + quietZone) * scale;
    for (let py = (row + quietZone) * scale; py < (row + 1 + quietZone) * scale; py += 1) {
      for (let px = (column + quietZone) * scale; px < end; px += 1)
        pixels.fill(0, (py * side + px) * 4, (py * side + px) * 4 + 3);
    }
  }
  return jsQr(pixels, side, side)?.data;
}
