import { formatCode } from '#shared/domain/codes.ts';
import type { Auditorium, Cinema, Movie } from '../../domain/catalog.ts';
import { validTickets, type Order, type OrderLine } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';
import type { Showtime } from '../../domain/showtime.ts';
import { formatsFor, type Formats } from './formats.ts';
import type { NotificationKind } from './notification-kind.ts';
import { wordsFor } from './words/index.ts';
import type { Words } from './words/words.ts';

/** What a mail says, before it is text or HTML. */
export interface MailContent {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly subject: string;
  readonly heading: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** A label and its lines. */
  readonly details: readonly { readonly label: string; readonly lines: readonly string[] }[];
  readonly closing: readonly string[];
  readonly footer: string;
}

/** Everything that a mail may speak of. */
export interface MailSubject {
  readonly order: Order;
  readonly refunds: readonly Refund[];
  readonly showtime: Showtime;
  readonly movie: Movie;
  readonly auditorium: Auditorium;
  readonly cinema: Cinema;
}

/** Writes a mail in the language of a BCP 47 locale. */
export function mailContent(kind: NotificationKind, subject: MailSubject, wantedLocale: string): MailContent {
  const { words, locale } = wordsFor(wantedLocale);
  const page = { words, formats: formatsFor(locale, subject.cinema.timeZone), subject };
  const { direction, greeting, footer } = words;
  return {
    locale,
    direction,
    greeting,
    footer: footer(isolated(page, subject.cinema.name)),
    ...partsByKind[kind](page),
  };
}

interface Page {
  readonly words: Words;
  readonly formats: Formats;
  readonly subject: MailSubject;
}

type Parts = Pick<MailContent, 'subject' | 'heading' | 'paragraphs' | 'details' | 'closing'>;

const partsByKind: Readonly<Record<NotificationKind, (page: Page) => Parts>> = {
  ORDER_CONFIRMATION: (page) => {
    const { words, subject } = page;
    const { heading, paid, attached } = words.confirmation;
    return {
      subject: words.confirmation.subject(titleOf(page)),
      heading,
      paragraphs: [paid, attached],
      details: [...showtimeDetails(page), ...orderDetails(page, validTickets(subject.order))],
      closing: [words.goodbye],
    };
  },
  PAYMENT_FAILED: (page) => {
    const { words } = page;
    const { heading, nothingTaken, again } = words.paymentFailed;
    return {
      subject: words.paymentFailed.subject(titleOf(page)),
      heading,
      paragraphs: [nothingTaken, again],
      details: showtimeDetails(page),
      closing: [],
    };
  },
  REFUND: (page) => {
    const { words, subject } = page;
    const { heading, intro, ticketsVoid } = words.refund;
    return {
      subject: words.refund.subject(titleOf(page)),
      heading,
      paragraphs: [intro, ...moneyBack(subject.refunds).map((refund) => refundLine(page, refund))],
      details: [...showtimeDetails(page), codeDetail(page)],
      closing: [ticketsVoid],
    };
  },
  WAITING_LIST_OFFER: (page) => {
    const { words, formats, subject } = page;
    const { order } = subject;
    const { heading, until, collect, otherwise } = words.offer;
    const deadline = order.reservedUntil ?? order.paymentDueAt ?? subject.showtime.startsAt;
    return {
      subject: words.offer.subject(titleOf(page)),
      heading,
      paragraphs: [until(isolated(page, formats.dateTime(deadline))), collect, otherwise],
      details: [...showtimeDetails(page), ...orderDetails(page, order.lines)],
      closing: [],
    };
  },
};

/** Refunds that give money back, and don't pay for another order. */
export function moneyBack(refunds: readonly Refund[]): readonly Refund[] {
  return refunds.filter(({ tender }) => tender !== 'CREDIT');
}

function refundLine(page: Page, { tender, state, fund }: Refund): string {
  const { words, formats } = page;
  const { inCash, toCard, onItsWay } = words.refund;
  const parts = [isolated(page, formats.money(fund.amount)), tender === 'CASH' ? inCash : toCard];
  return [...parts, ...(state === 'DONE' ? [] : [onItsWay])].join(words.separator);
}

function showtimeDetails(page: Page): MailContent['details'] {
  const { words, formats, subject } = page;
  const { cinema, auditorium, showtime } = subject;
  const { movie, time, place } = words.labels;
  return [
    { label: movie, lines: [titleOf(page)] },
    { label: time, lines: [formats.dateTime(showtime.startsAt)] },
    {
      label: words.labels.auditorium,
      lines: [[String(auditorium.number), auditorium.name].map((part) => isolated(page, part)).join(words.separator)],
    },
    { label: place, lines: [cinema.name, cinema.address].map((line) => isolated(page, line)) },
  ];
}

function orderDetails(page: Page, lines: readonly OrderLine[]): MailContent['details'] {
  const { words, formats, subject } = page;
  const { seats, total } = words.labels;
  const seatLines = lines.map(({ row, number, ticketType, price }) =>
    [
      words.seatPlace(isolated(page, row), isolated(page, String(number))),
      words.ticketTypes[ticketType] ?? isolated(page, ticketType),
      isolated(page, formats.money(price)),
    ].join(words.separator),
  );
  return [
    { label: seats, lines: seatLines },
    { label: total, lines: [isolated(page, formats.money(subject.order.total))] },
    codeDetail(page),
  ];
}

function codeDetail(page: Page): MailContent['details'][number] {
  return { label: page.words.labels.orderCode, lines: [isolated(page, formatCode(page.subject.order.code))] };
}

function titleOf(page: Page): string {
  return isolated(page, page.subject.movie.title);
}

const [firstStrongIsolate, popIsolate] = ['\u2068', '\u2069'];

/** A name or number that keeps its own order of writing within a sentence from right to left. */
function isolated({ words }: Page, text: string): string {
  return words.direction === 'rtl' ? firstStrongIsolate + text + popIsolate : text;
}
