/** Electron's options of `printToPDF`; lengths in inches. */
export interface PrintToPdfOptions {
  readonly landscape?: boolean;
  readonly displayHeaderFooter?: boolean;
  readonly printBackground?: boolean;
  readonly scale?: number;
  readonly pageSize?: PaperName | { readonly width: number; readonly height: number };
  readonly margins?: {
    readonly top?: number;
    readonly bottom?: number;
    readonly left?: number;
    readonly right?: number;
  };
  readonly pageRanges?: string;
  readonly headerTemplate?: string;
  readonly footerTemplate?: string;
  readonly preferCSSPageSize?: boolean;
}

const paper = {
  A3: { width: 11.7, height: 16.54 },
  A4: { width: 8.27, height: 11.7 },
  A5: { width: 5.83, height: 8.27 },
  A6: { width: 4.13, height: 5.83 },
  Legal: { width: 8.5, height: 14 },
  Letter: { width: 8.5, height: 11 },
  Tabloid: { width: 11, height: 17 },
};
type PaperName = keyof typeof paper;

/** The same as parameters of `Page.printToPDF`. */
export function devToolsPrintOptions(options: PrintToPdfOptions): Record<string, unknown> {
  const { pageSize = 'Letter', margins, ...same } = options;
  const { width, height } = typeof pageSize === 'string' ? paper[pageSize] : pageSize;
  const given = Object.entries(margins ?? {}).map(([side, inches]) => [marginName(side), inches]);
  const marginOptions = Object.fromEntries(given) as Record<string, number>;
  return { ...same, paperWidth: width, paperHeight: height, ...marginOptions };
}

function marginName(side: string): string {
  return `margin${side.charAt(0).toUpperCase()}${side.slice(1)}`;
}
