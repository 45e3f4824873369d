import { z } from 'zod';

/** Where tickets go: into a folder as files, or raw over TCP to a network printer. */
export type PrinterAddress =
  { readonly kind: 'virtual' } | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

const printerAddress = z
  .string()
  .refine((value) => parsePrinterAddress(value) !== null, 'must be "virtual" or "tcp://host:port"')
  .transform((value): PrinterAddress => parsePrinterAddress(value) ?? { kind: 'virtual' });

const environmentSchema = z.object({
  FOYER_API_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).optional(),
  FOYER_STATION_ID: z.string().min(1).max(64).optional(),
  FOYER_STATION_NAME: z.string().min(1).max(64).optional(),
  FOYER_STATION_KIND: z.enum(['COUNTER', 'KIOSK', 'OFFICE']).optional(),
  FOYER_USER_DATA_DIR: z.string().min(1).optional(),
  FOYER_PRINT_DIRECTORY: z.string().min(1).optional(),
  FOYER_PRINTER: printerAddress.optional(),
});

export type Environment = z.infer<typeof environmentSchema>;

/**
 * Reads the station's overrides. An empty variable counts as unset.
 * @throws Error with one line that names every wrong variable
 */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`Wrong setting: ${problems.join('; ')}`);
}

/** Reads `virtual` or `tcp://host:port` (port 1 to 65535); null for anything else. */
export function parsePrinterAddress(value: string): PrinterAddress | null {
  if (value === 'virtual') return { kind: 'virtual' };
  const match = /^tcp:\/\/(?<host>[a-z0-9.-]+|\[[0-9a-f:]+\]):(?<port>\d{1,5})$/i.exec(value);
  const host = match?.groups?.['host'];
  const port = Number(match?.groups?.['port']);
  if (!host || port < 1 || port > 65_535) return null;
  return { kind: 'tcp', host: host.replace(/^\[|\]$/g, ''), port };
}
