import type { Money } from '#shared/domain/money.ts';
import type { PrintJob, ReceiptDocument, ReceiptLine, ReceiptSection } from '#shared/domain/print.ts';
import { isolate } from './bidi.ts';
import { type Drawing, margin, paperWidth, printableWidth } from './drawing.ts';
import type { TextStyle } from './faces.ts';
import { formatsFor } from './formats.ts';
import { readableCode } from './order-code.ts';
import { encodeQr, moduleSize, qrPath } from './qr.ts';
import { logo, logoSize } from './shapes.ts';
import { createSheet, type Sheet } from './sheet.ts';
import { styles } from './styles.ts';
import type { Typesetter } from './typesetter.ts';
import { enumerate, type Wording, wordingFor } from './wording.ts';

const end = paperWidth - margin;
const middle = paperWidth / 2;

/** Lays one receipt out from top to bottom; every part returns the height at which it ended. */
export function layOutReceipt(receipt: ReceiptDocument, job: PrintJob, typesetter: Typesetter): Drawing {
  const words = wordingFor(job.locale);
  const sheet = createSheet(typesetter, words.direction === 'rtl');
  const part: ReceiptPart = { sheet, receipt, job, words, formats: formatsFor(job.locale) };
  let y = drawHead(part);
  y = drawNumber(part, y);
  y = drawSections(part, y);
  y = drawTotal(part, y);
  y = drawVat(part, y);
  y = drawCode(part, y);
  sheet.rule(y + 27);
  sheet.line(words.goodbye, styles.goodbye, { x: middle, baseline: y + 73, side: 'middle' }, printableWidth);
  return sheet.finish(y + 90);
}

interface ReceiptPart {
  readonly sheet: Sheet;
  readonly receipt: ReceiptDocument;
  readonly job: PrintJob;
  readonly words: Wording;
  readonly formats: ReturnType<typeof formatsFor>;
}

function drawHead({ sheet, receipt, words }: ReceiptPart): number {
  sheet.picture(logo(), logoSize, middle - logoSize / 2, 27);
  sheet.line(
    isolate(receipt.cinemaName),
    styles.receiptName,
    { x: middle, baseline: 105, side: 'middle' },
    printableWidth,
  );
  const address = sheet.fit(receipt.address, styles.note, { width: printableWidth, lines: 2 });
  let baseline = 137;
  for (const line of [...address.lines.map(isolate), words.vatNumber(isolate(receipt.vatId))]) {
    sheet.line(line, styles.note, { x: middle, baseline, side: 'middle' }, printableWidth);
    baseline += 26;
  }
  sheet.rule(baseline);
  return baseline + 3;
}

function drawNumber({ sheet, receipt, job, words, formats }: ReceiptPart, top: number): number {
  const heading = job.copies === 'REPRINT' ? enumerate(words, [words.receipt, words.reprint]) : words.receipt;
  const place = enumerate(words, [receipt.stationName, receipt.cashierName]);
  drawRow(sheet, styles.receiptStrong, top + 42, [heading, words.receiptNumber(isolate(receipt.receiptNumber))], 0.5);
  drawRow(sheet, styles.note, top + 71, [formats.shortDateTime(receipt.issuedAt, receipt.timeZone), place], 0.5);
  sheet.dashedRule(top + 95);
  return top + 98;
}

function drawSections(part: ReceiptPart, top: number): number {
  const bottom = part.receipt.sections.reduce((y, section) => drawSection(part, section, y), top + 10);
  part.sheet.rule(bottom + 26);
  return bottom + 29;
}

function drawSection({ sheet, receipt, words, formats }: ReceiptPart, section: ReceiptSection, top: number): number {
  let baseline = top;
  if (section.showtime) {
    const { movieTitle, startsAt, auditoriumName } = section.showtime;
    const heading = enumerate(words, [movieTitle, formats.time(startsAt, receipt.timeZone), auditoriumName]);
    const fitted = sheet.fit(heading, styles.receiptStrong, { width: printableWidth, lines: 2 });
    for (const line of fitted.lines) sheet.text(line, fitted.style, { x: margin, baseline: (baseline += 32) });
  }
  for (const line of section.lines) {
    drawRow(
      sheet,
      styles.receiptLine,
      (baseline += 32),
      [lineText(line, words, formats), formats.bareMoney(line.amount)],
      0.75,
    );
  }
  return baseline;
}

function lineText(line: ReceiptLine, words: Wording, formats: ReturnType<typeof formatsFor>): string {
  if (line.kind === 'seat')
    return enumerate(words, [line.ticketTypeName, words.seatPlace(isolate(line.row), formats.number(line.seat))]);
  return enumerate(words, [line.name, `${formats.number(line.quantity)} × ${formats.bareMoney(line.unitPrice)}`]);
}

function drawTotal({ sheet, receipt, words, formats }: ReceiptPart, top: number): number {
  drawRow(sheet, styles.total, top + 66, [words.total, formats.money(receipt.total)], 0.45);
  let baseline = top + 81;
  const payments: readonly (readonly [TextStyle, string, Money])[] =
    receipt.tender.kind === 'cash'
      ? [
          [styles.receiptLine, words.cashReceived, receipt.tender.received],
          [styles.receiptStrong, words.givenBack, receipt.tender.change],
        ]
      : [[styles.receiptLine, words.paidByCard, receipt.tender.amount]];
  for (const [style, label, amount] of payments) {
    drawRow(sheet, style, (baseline += 31), [label, formats.money(amount)], 0.6);
  }
  sheet.dashedRule(baseline + 27);
  return baseline + 30;
}

/** The end edges of the columns net, VAT and gross. */
const vatColumns = [340, 474, end] as const;

function drawVat({ sheet, receipt, words, formats }: ReceiptPart, top: number): number {
  if (receipt.vat.length === 0) return top;
  const rows = [
    [words.vatRate, words.net, words.vat, words.gross],
    ...receipt.vat.map((each) => [
      formats.rate(each.rateBasisPoints),
      ...[each.net, each.vat, each.gross].map((amount) => formats.bareMoney(amount)),
    ]),
  ];
  let baseline = top + 11;
  for (const [rate = '', ...amounts] of rows) {
    baseline += 28;
    sheet.line(rate, styles.note, { x: margin, baseline }, 160);
    vatColumns.forEach((x, column) =>
      sheet.line(amounts[column] ?? '', styles.note, { x, baseline, side: 'end' }, 124),
    );
  }
  sheet.dashedRule(baseline + 26);
  return baseline + 29;
}

function drawCode({ sheet, receipt, words }: ReceiptPart, top: number): number {
  const code = encodeQr(receipt.orderCode);
  const dotsPerModule = moduleSize(code, 150);
  const width = code.size * dotsPerModule;
  const textWidth = printableWidth - width - 30;
  sheet.picture(qrPath(code, dotsPerModule), width, end - width, top + 27);
  sheet.line(words.orderCode, styles.note, { x: margin, baseline: top + 55 }, textWidth);
  sheet.line(isolate(readableCode(receipt.orderCode)), styles.code, { x: margin, baseline: top + 99 }, textWidth);
  const note = sheet.fit(receipt.note ?? '', styles.note, { width: textWidth, lines: 4 });
  let baseline = top + 109;
  for (const line of note.lines) sheet.text(isolate(line), note.style, { x: margin, baseline: (baseline += 28) });
  return Math.max(top + 27 + width, baseline + 6);
}

/** Two texts on one line, one from each edge; the first may take `share` of the width. */
function drawRow(
  sheet: Sheet,
  style: TextStyle,
  baseline: number,
  texts: readonly [string, string],
  share: number,
): void {
  const gap = 12;
  sheet.line(texts[0], style, { x: margin, baseline }, printableWidth * share - gap);
  sheet.line(texts[1], style, { x: end, baseline, side: 'end' }, printableWidth * (1 - share));
}
