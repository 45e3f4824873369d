import { createNetworkPrinter } from './network-printer.ts';
import type { Printer } from './printer.ts';
import { createVirtualPrinter } from './virtual-printer.ts';

export type PrinterSettings =
  | { readonly kind: 'virtual'; readonly directory: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly name: string };

/** The printer that the station is set to; connects to nothing before it prints. */
export function createPrinter(settings: PrinterSettings): Printer {
  switch (settings.kind) {
    case 'virtual':
      return createVirtualPrinter(settings);
    case 'tcp':
      return createNetworkPrinter(settings);
  }
}
