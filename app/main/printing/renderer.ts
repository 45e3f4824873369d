import type { PrintDocument, PrintJob } from '#shared/domain/print.ts';
import { type Bitmap, bitmapFromPixels } from './bitmap.ts';
import { type Drawing, paperWidth } from './drawing.ts';
import { encodeEscPos } from './escpos.ts';
import { drawPdf } from './pdf.ts';
import { encodePng } from './png.ts';
import { layOutReceipt } from './receipt-layout.ts';
import { layOutTicket } from './ticket-layout.ts';
import { createTypesetter, type Typesetter } from './typesetter.ts';

/** A document of a job, drawn: the same dots as image and as bytes for a printer, and the same drawing as PDF. */
export interface RenderedDocument {
  /** Unique among all jobs and safe as a file name, e.g. `Q3RT9NXF-ticket-1-of-2-<jobId>`. */
  readonly name: string;
  readonly bitmap: Bitmap;
  png(): Buffer;
  escPos(): Buffer;
  pdf(): Promise<Buffer>;
}

export interface PrintRenderer {
  /** Draws the document at `index` of the job. Throws on a job that `printJobSchema` would refuse. */
  render(job: PrintJob, index: number): Promise<RenderedDocument>;
}

/** `fontDirectory` holds the fonts of `resources/fonts/print/`, as plain files (the native rasteriser cannot look into an asar). */
export function createPrintRenderer({ fontDirectory }: { readonly fontDirectory: string }): PrintRenderer {
  const typesetter = createTypesetter(fontDirectory);
  return {
    async render(job, index) {
      const document = job.documents[index];
      if (!document) throw new RangeError(`job ${job.jobId} has no document ${index}`);
      const drawing = layOut(document, job, typesetter);
      const bitmap = bitmapFromPixels(await typesetter.rasterise(drawing), paperWidth);
      const name = documentName(document, job);
      return {
        name,
        bitmap,
        png: () => encodePng(bitmap),
        escPos: () => encodeEscPos(bitmap),
        pdf: () => drawPdf(drawing, typesetter, fontDirectory, { title: name, createdAt: new Date(job.createdAt) }),
      };
    },
  };
}

function layOut(document: PrintDocument, job: PrintJob, typesetter: Typesetter): Drawing {
  switch (document.kind) {
    case 'ticket':
      return layOutTicket(document, job, typesetter);
    case 'receipt':
      return layOutReceipt(document, job, typesetter);
  }
}

function documentName(document: PrintDocument, job: PrintJob): string {
  const part = document.kind === 'ticket' ? `ticket-${document.position.number}-of-${document.position.of}` : 'receipt';
  return [job.orderCode.replaceAll(/[^\w-]/g, '_'), part, job.jobId].join('-');
}
