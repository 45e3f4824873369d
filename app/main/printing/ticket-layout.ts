import type { PrintJob, TicketDocument } from '#shared/domain/print.ts';
import { isolate } from './bidi.ts';
import { type Drawing, margin, paperWidth, printableWidth } from './drawing.ts';
import { hasTallLetters } from './faces.ts';
import type { FittedText } from './fit-text.ts';
import { formatsFor } from './formats.ts';
import { codeParts } from './order-code.ts';
import { encodeQr, moduleSize, qrPath } from './qr.ts';
import { halfRoundedBox, logo, logoSize, roundedFrame } from './shapes.ts';
import { createSheet, type Sheet } from './sheet.ts';
import { styles } from './styles.ts';
import type { Typesetter } from './typesetter.ts';
import { enumerate, type Wording, wordingFor } from './wording.ts';

const end = paperWidth - margin;

/** Lays one ticket out from top to bottom; every part returns the height at which it ended. */
export function layOutTicket(ticket: TicketDocument, job: PrintJob, typesetter: Typesetter): Drawing {
  const words = wordingFor(job.locale);
  const sheet = createSheet(typesetter, words.direction === 'rtl');
  const part: TicketPart = { sheet, ticket, job, words, formats: formatsFor(job.locale) };
  let y = drawHead(part);
  y = drawMovie(part, y);
  y = drawTime(part, y);
  y = drawSeat(part, y);
  y = drawPrice(part, y);
  y = drawCodes(part, y);
  return sheet.finish(drawFoot(part, y));
}

interface TicketPart {
  readonly sheet: Sheet;
  readonly ticket: TicketDocument;
  readonly job: PrintJob;
  readonly words: Wording;
  readonly formats: ReturnType<typeof formatsFor>;
}

function drawHead({ sheet, ticket, job, words, formats }: TicketPart): number {
  const position = words.ofTickets(formats.number(ticket.position.number), formats.number(ticket.position.of));
  const aside = job.copies === 'REPRINT' ? enumerate(words, [words.reprint, position]) : position;
  sheet.picture(logo(), logoSize, margin + 1, 27);
  sheet.line(isolate(ticket.cinemaName), styles.cinema, { x: 88, baseline: 57 }, job.copies === 'REPRINT' ? 290 : 370);
  sheet.line(aside, styles.label, { x: end, baseline: 55, side: 'end' }, job.copies === 'REPRINT' ? 210 : 130);
  sheet.rule(88);
  return 91;
}

function drawMovie({ sheet, ticket, words }: TicketPart, top: number): number {
  const title = fitTitle(sheet, ticket.movieTitle);
  const isTall = hasTallLetters(ticket.movieTitle);
  const lineHeight = title.style.size * (isTall ? 1.35 : 1.06);
  let baseline = top + (isTall ? 93 : 77) - (styles.title.size - title.style.size) * 0.7;
  for (const line of title.lines) {
    sheet.text(isolate(line), title.style, { x: margin, baseline });
    baseline += lineHeight;
  }
  const details = sheet.fit(enumerate(words, ticket.details), styles.detail, {
    width: printableWidth,
    lines: 3,
    smallest: 20,
  });
  baseline += (isTall ? 54 : 44) - lineHeight;
  for (const line of details.lines) {
    sheet.text(line, details.style, { x: margin, baseline });
    baseline += 30;
  }
  return baseline - 30;
}

/** In two lines if they stay large, else in three. */
function fitTitle(sheet: Sheet, title: string): FittedText {
  const inTwo = sheet.fit(title, styles.title, { width: printableWidth, lines: 2, smallest: 50 });
  return inTwo.isComplete
    ? inTwo
    : sheet.fit(title, { ...styles.title, size: 60 }, { width: printableWidth, lines: 3, smallest: 40 });
}

function drawTime({ sheet, ticket, words, formats }: TicketPart, top: number): number {
  const time = sheet.fit(formats.time(ticket.startsAt, ticket.timeZone), styles.time, { width: 330, lines: 1 });
  const auditorium = words.auditorium(formats.number(ticket.auditoriumNumber));
  sheet.line(
    formats.longDate(ticket.startsAt, ticket.timeZone),
    styles.strong,
    { x: margin, baseline: top + 50 },
    printableWidth,
  );
  sheet.text(time.lines.join(''), time.style, { x: margin, baseline: top + 137 });
  if (ticket.auditoriumName === undefined) {
    sheet.line(auditorium, styles.auditorium, { x: end, baseline: top + 138, side: 'end' }, 230);
  } else {
    sheet.line(auditorium, styles.label, { x: end, baseline: top + 104, side: 'end' }, 230);
    sheet.line(isolate(ticket.auditoriumName), styles.auditorium, { x: end, baseline: top + 138, side: 'end' }, 300);
  }
  return top + 170;
}

const seatBox = { height: 192, radius: 20, stroke: 4, rowWidth: 284, inset: 30 };

/** Row and seat are what people look for in the dark; the seat stands white on black. */
function drawSeat({ sheet, ticket, words, formats }: TicketPart, top: number): number {
  const { height, radius, stroke, rowWidth, inset } = seatBox;
  const seatWidth = printableWidth - rowWidth;
  const seatStart = margin + rowWidth;
  sheet.picture(roundedFrame(printableWidth, height, radius, stroke), printableWidth, margin, top);
  sheet.picture(
    halfRoundedBox(seatWidth, height, radius, sheet.rightToLeft ? 'left' : 'right'),
    seatWidth,
    seatStart,
    top,
  );
  const label = top + 36;
  const number = top + 154;
  sheet.line(words.row, styles.seatLabel, { x: margin + inset, baseline: label }, rowWidth - 2 * inset);
  sheet.line(ticket.row, styles.seat, { x: margin + inset - 3, baseline: number }, rowWidth - 2 * inset);
  sheet.line(
    words.seat,
    styles.seatLabel,
    { x: seatStart + inset, baseline: label, color: 'white' },
    seatWidth - 2 * inset,
  );
  const seat = formats.number(ticket.seat);
  sheet.line(seat, styles.seat, { x: seatStart + inset, baseline: number, color: 'white' }, seatWidth - 2 * inset);
  return top + height;
}

function drawPrice({ sheet, ticket, words, formats }: TicketPart, top: number): number {
  const kind = sheet.fit(enumerate(words, [ticket.ticketTypeName, ticket.seatKindName]), styles.ticketType, {
    width: 420,
    lines: 2,
    smallest: 20,
  });
  let baseline = top + 43;
  sheet.line(formats.money(ticket.price), styles.ticketType, { x: end, baseline, side: 'end' }, 145);
  for (const line of kind.lines) {
    sheet.text(line, kind.style, { x: margin, baseline });
    baseline += 30;
  }
  sheet.dashedRule(baseline - 30 + 29);
  return baseline - 30 + 32;
}

/** Beside a code of this many dots the words fit; a larger one stands alone, with the words under it. */
const widestCodeBesideText = 360;

function drawCodes(part: TicketPart, top: number): number {
  const { sheet, ticket } = part;
  const code = encodeQr(ticket.qr);
  const dotsPerModule = moduleSize(code, 246);
  const width = code.size * dotsPerModule;
  const isBeside = width <= widestCodeBesideText;
  const y = top + 27;
  sheet.picture(qrPath(code, dotsPerModule), width, isBeside ? margin : (paperWidth - width) / 2, y);
  const textStart = isBeside ? margin + width + 30 : margin;
  const textBottom = drawCodeTexts(part, textStart, isBeside ? y : y + width + 24);
  return Math.max(y + width, textBottom);
}

function drawCodeTexts({ sheet, ticket, words }: TicketPart, x: number, top: number): number {
  const width = end - x;
  const [first, second] = codeParts(ticket.orderCode);
  sheet.line(words.code, styles.label, { x, baseline: top + 22 }, width);
  sheet.line(isolate(first), styles.code, { x, baseline: top + 65 }, width);
  if (second) sheet.line(isolate(second), styles.code, { x, baseline: top + 107 }, width);
  sheet.line(words.serial, styles.label, { x, baseline: top + 152 }, width);
  sheet.line(isolate(ticket.serial), styles.serial, { x, baseline: top + 181 }, width);
  sheet.line(words.scanAtTheDoor, styles.label, { x, baseline: top + 223 }, width);
  sheet.line(words.keepThisTicket, styles.label, { x, baseline: top + 251 }, width);
  return top + 256;
}

function drawFoot({ sheet, ticket, job, words, formats }: TicketPart, top: number): number {
  const place = enumerate(words, [ticket.stationName, ticket.cashierName]);
  const time = formats.time(job.createdAt, ticket.timeZone);
  const print = enumerate(words, [time, words.printNumber(formats.number(ticket.printNumber))]);
  const rule = top + 28;
  sheet.rule(rule);
  sheet.line(place, styles.foot, { x: margin, baseline: rule + 41 }, 330);
  sheet.line(print, styles.foot, { x: end, baseline: rule + 41, side: 'end' }, 230);
  return rule + 71;
}
