import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { withoutDirections } from './bidi.ts';
import { type Drawing, dotsPerInch, paperWidth, type TextElement } from './drawing.ts';
import { fonts, letterSpacing } from './faces.ts';
import type { Typesetter } from './typesetter.ts';

const pointsPerDot = 72 / dotsPerInch;

export interface PdfInformation {
  readonly title: string;
  readonly createdAt: Date;
}

/**
 * The drawing as a page of the paper's size. Glyphs are outlines from the same shaper as the printed image, so that all
 * scripts look alike in both; an invisible text over them can be selected and searched.
 */
export async function drawPdf(
  drawing: Drawing,
  typesetter: Typesetter,
  fontDirectory: string,
  information: PdfInformation,
): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: [paperWidth * pointsPerDot, drawing.height * pointsPerDot],
    margin: 0,
    // Without a font of ours, the library would load its own from a file that a bundle does not have.
    font: join(fontDirectory, fonts.text.fileName),
    info: { Title: information.title, CreationDate: information.createdAt },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject));
  pdf.scale(pointsPerDot);
  for (const element of drawing.elements) {
    if (element.kind === 'shape') pdf.save().translate(element.x, element.y).path(element.path).fill('black').restore();
    else drawText(pdf, element, drawing.rightToLeft, typesetter, fontDirectory);
  }
  pdf.end();
  await finished;
  return Buffer.concat(chunks);
}

function drawText(
  pdf: PDFKit.PDFDocument,
  element: TextElement,
  rightToLeft: boolean,
  typesetter: Typesetter,
  fontDirectory: string,
): void {
  const { paths, left } = typesetter.outlines(element, rightToLeft);
  for (const path of paths) pdf.path(path).fill(element.color);
  const invisible = '3 Tr';
  pdf.save().addContent(invisible);
  const characterSpacing = letterSpacing(element.text, element.style);
  pdf.font(join(fontDirectory, fonts[element.style.face].fileName)).fontSize(element.style.size);
  pdf.text(withoutDirections(element.text), left, element.baseline, {
    lineBreak: false,
    baseline: 'alphabetic',
    characterSpacing,
    // With a list of features, even an empty one, the line is shaped as a whole and not word by word.
    features: [],
  });
  pdf.restore();
}
