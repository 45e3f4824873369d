import { z } from 'zod';
import { printCopies, type PrintJob } from '#shared/domain/print.ts';
import { longestQrText } from './qr.ts';

/** What crosses the border from a window is checked here; after it, a job can be drawn. */

const text = z.string().max(300);
const name = text.min(1);
const instant = z.iso.datetime();
const count = z.int().positive().max(9999);
const money = z.object({ amount: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) });

const timeZone = z
  .string()
  .refine((zone) => accepts(() => new Intl.DateTimeFormat('en', { timeZone: zone })), 'no time zone');
const locale = z.string().refine((tag) => accepts(() => new Intl.Locale(tag)), 'no BCP 47 locale');
const qr = z
  .string()
  .min(1)
  .refine((content) => Buffer.byteLength(content) <= longestQrText, `longer than ${longestQrText} bytes`);

const ticket = z.object({
  kind: z.literal('ticket'),
  ticketId: name,
  cinemaName: name,
  movieTitle: name,
  details: z.array(text).max(12),
  startsAt: instant,
  timeZone,
  auditoriumNumber: count,
  auditoriumName: name.optional(),
  row: name.max(8),
  seat: count,
  ticketTypeName: name,
  seatKindName: name,
  price: money,
  orderCode: name.max(40),
  serial: name.max(60),
  qr,
  stationName: name,
  cashierName: name.optional(),
  printNumber: count,
  position: z.object({ number: count, of: count }),
});

const receiptLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('seat'), ticketTypeName: name, row: name.max(8), seat: count, amount: money }),
  z.object({ kind: z.literal('item'), name, quantity: count, unitPrice: money, amount: money }),
]);

const receipt = z.object({
  kind: z.literal('receipt'),
  cinemaName: name,
  address: text,
  vatId: text,
  receiptNumber: name.max(60),
  issuedAt: instant,
  timeZone,
  stationName: name,
  cashierName: name.optional(),
  sections: z
    .array(
      z.object({
        showtime: z.object({ movieTitle: name, startsAt: instant, auditoriumName: name }).optional(),
        lines: z.array(receiptLine).max(100),
      }),
    )
    .max(20),
  total: money,
  tender: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('cash'), received: money, change: money }),
    z.object({ kind: z.literal('card'), amount: money }),
  ]),
  vat: z.array(z.object({ rateBasisPoints: z.int().nonnegative(), net: money, vat: money, gross: money })).max(10),
  orderCode: name.max(40),
  note: text.optional(),
});

export const printJobSchema: z.ZodType<PrintJob> = z.object({
  jobId: z.string().regex(/^[\w-]{1,64}$/),
  orderId: name.max(100),
  orderCode: name.max(40),
  createdAt: instant,
  copies: z.enum(printCopies),
  locale,
  documents: z
    .array(z.discriminatedUnion('kind', [ticket, receipt]))
    .min(1)
    .max(50),
});

export type ParsedPrintJob =
  { readonly kind: 'job'; readonly job: PrintJob } | { readonly kind: 'invalid'; readonly message: string };

/** Takes what a window sent for a print job, or says in one line what is wrong with it. */
export function parsePrintJob(value: unknown): ParsedPrintJob {
  const parsed = printJobSchema.safeParse(value);
  if (parsed.success) return { kind: 'job', job: parsed.data };
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return { kind: 'invalid', message: problems.join('; ') };
}

function accepts(construct: () => unknown): boolean {
  try {
    construct();
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
