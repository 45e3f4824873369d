/** The faces that tickets are set in, the same that the stations print with: Latin, Thai and Arabic; the code's only Latin. */
export interface TicketFonts {
  readonly text: Buffer;
  readonly strong: Buffer;
  readonly display: Buffer;
  readonly mono: Buffer;
}

/** Carried inside the program, in a part that is loaded with the first ticket. */
export async function loadTicketFonts(): Promise<TicketFonts> {
  const [text, strong, display, mono] = await Promise.all([
    import('../../../../resources/fonts/print/FoyerPrintText-500.ttf?inline'),
    import('../../../../resources/fonts/print/FoyerPrintText-700.ttf?inline'),
    import('../../../../resources/fonts/print/FoyerPrintDisplay-800.ttf?inline'),
    import('../../../../resources/fonts/print/FoyerPrintMono-700.ttf?inline'),
  ]);
  return {
    text: bytesOf(text.default),
    strong: bytesOf(strong.default),
    display: bytesOf(display.default),
    mono: bytesOf(mono.default),
  };
}

/** The content of a `data:` URL in base64. */
function bytesOf(url: string): Buffer {
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}
