import PDFDocument from 'pdfkit';
import { formatCode } from '#shared/domain/codes.ts';
import { validTickets, type Ticket } from '../../../domain/order.ts';
import { formatsFor, type Formats } from '../formats.ts';
import type { MailSubject } from '../mail-content.ts';
import { wordsFor } from '../words/index.ts';
import type { Words } from '../words/words.ts';
import { loadTicketFonts } from './fonts.ts';
import { qrCode } from './qr-code.ts';
import { TicketPage, type LineStyle } from './ticket-page.ts';

/** A6 in points: four of them on a sheet of A4, and the size of a phone. */
const page = { width: 297.64, height: 419.53 };
const margin = 22;
const contentWidth = page.width - 2 * margin;
const end = page.width - margin;

const quiet = '#5c5955';
const styles = {
  cinema: { face: 'strong', size: 11 },
  aside: { face: 'text', size: 9, color: quiet },
  title: { face: 'display', size: 22 },
  detail: { face: 'text', size: 10 },
  time: { face: 'display', size: 26 },
  label: { face: 'text', size: 9, color: quiet },
  place: { face: 'display', size: 34 },
  strong: { face: 'strong', size: 11 },
  code: { face: 'mono', size: 13 },
  serial: { face: 'mono', size: 9 },
} as const satisfies Record<string, LineStyle>;

/**
 * The valid tickets of an order as one PDF, a page for each, in the language of a BCP 47 locale. The QR codes are drawn as
 * vectors with a module of 0.9 mm or so, which any door scanner reads off paper and off a screen.
 */
export async function ticketPdf(subject: MailSubject, wantedLocale: string): Promise<Buffer> {
  const { words, locale } = wordsFor(wantedLocale);
  const fonts = await loadTicketFonts();
  const pdf = new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    autoFirstPage: false,
    lang: locale,
    displayTitle: true,
    info: { Title: words.confirmation.subject(subject.movie.title), Author: subject.cinema.name },
    // None yet: the library would load one of its own from a file.
    font: '',
  });
  for (const [face, font] of Object.entries(fonts)) pdf.registerFont(face, font as Buffer);
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject));
  const formats = formatsFor(locale, subject.cinema.timeZone);
  const tickets = validTickets(subject.order);
  for (const [index, ticket] of tickets.entries()) {
    pdf.addPage();
    const sheet = new TicketPage(pdf, page.width, words.direction);
    drawTicket({ sheet, words, formats, subject, ticket, number: index + 1, of: tickets.length });
  }
  pdf.end();
  await finished;
  return Buffer.concat(chunks);
}

interface TicketParts {
  readonly sheet: TicketPage;
  readonly words: Words;
  readonly formats: Formats;
  readonly subject: MailSubject;
  readonly ticket: Ticket;
  readonly number: number;
  readonly of: number;
}

function drawTicket(parts: TicketParts): void {
  drawHead(parts);
  drawShowtime(parts, drawTitle(parts));
  drawSeat(parts);
  drawCode(parts);
  drawFoot(parts);
}

function drawHead({ sheet, words, subject, number, of }: TicketParts): void {
  sheet.line(subject.cinema.name, styles.cinema, { x: margin, baseline: 32, width: contentWidth - 90 });
  const aside = words.ticketOf(String(number), String(of));
  sheet.line(aside, styles.aside, { x: end, baseline: 32, width: 85, side: 'end' });
  sheet.box(margin, 40, contentWidth, 0.8, 'black');
}

function drawTitle({ sheet, words, subject }: TicketParts): number {
  const { movie, showtime } = subject;
  const place = { x: margin, baseline: 69, width: contentWidth, lines: 2, leading: 25 };
  const titleEnd = sheet.paragraph(movie.title, styles.title, place);
  const details = showtime.formats.join(words.separator);
  sheet.line(details, styles.detail, { x: margin, baseline: titleEnd + 18, width: contentWidth });
  return titleEnd + 18;
}

function drawShowtime({ sheet, words, formats, subject }: TicketParts, top: number): void {
  const { showtime, auditorium } = subject;
  const date = formats.date(showtime.startsAt);
  sheet.line(date, styles.strong, { x: margin, baseline: top + 22, width: contentWidth });
  const baseline = top + 50;
  sheet.line(formats.time(showtime.startsAt), styles.time, { x: margin, baseline, width: 110 });
  const room = words.auditorium(String(auditorium.number));
  sheet.line(room, styles.label, { x: end, baseline: baseline - 14, width: 130, side: 'end' });
  sheet.line(auditorium.name, styles.strong, { x: end, baseline, width: 130, side: 'end' });
}

const seatTop = 190;

/** Row and seat are what people look for in the dark. */
function drawSeat({ sheet, words, ticket }: TicketParts): void {
  const half = contentWidth / 2;
  sheet.box(margin, seatTop, contentWidth, 62, '#efece7');
  const draw = (label: string, value: string, x: number): void => {
    sheet.line(label, styles.label, { x: x + 12, baseline: seatTop + 17, width: half - 24 });
    sheet.line(value, styles.place, { x: x + 12, baseline: seatTop + 51, width: half - 24 });
  };
  draw(words.labels.row, ticket.row, margin);
  draw(words.labels.seat, String(ticket.number), margin + half);
}

const codeTop = 268;
const codeSide = 112;

function drawCode({ sheet, words, formats, subject, ticket }: TicketParts): void {
  const { size, bars } = qrCode(ticket.qr);
  const module = codeSide / size;
  const boxes = bars.map(({ x, y, width }) => ({
    x: x * module,
    y: y * module,
    width: width * module,
    height: module,
  }));
  sheet.boxes(margin, codeTop, codeSide, boxes);
  const x = margin + codeSide + 16;
  const width = end - x;
  const type = words.ticketTypes[ticket.ticketType] ?? ticket.ticketType;
  sheet.line(type, styles.strong, { x, baseline: codeTop + 10, width });
  sheet.line(formats.money(ticket.price), styles.strong, { x, baseline: codeTop + 25, width });
  sheet.line(words.labels.orderCode, styles.label, { x, baseline: codeTop + 46, width });
  sheet.line(formatCode(subject.order.code), styles.code, { x, baseline: codeTop + 61, width });
  sheet.line(words.labels.serial, styles.label, { x, baseline: codeTop + 80, width });
  sheet.line(ticket.serial, styles.serial, { x, baseline: codeTop + 92, width });
  sheet.line(words.scanAtTheDoor, styles.aside, { x, baseline: codeTop + 110, width });
}

function drawFoot({ sheet, subject }: TicketParts): void {
  const { address } = subject.cinema;
  sheet.line(address, styles.aside, { x: margin, baseline: page.height - 18, width: contentWidth });
}
