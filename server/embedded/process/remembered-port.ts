import { readFileSync, writeFileSync } from 'node:fs';

/**
 * The port of the last run if it is free again, else another; noted in `file`. A stable port keeps the addresses that
 * people have written down somewhere.
 */
export async function rememberedPort(file: string, choose: (preferred?: number) => Promise<number>): Promise<number> {
  const port = await choose(readPort(file));
  writeFileSync(file, `${port}\n`);
  return port;
}

function readPort(file: string): number | undefined {
  try {
    const port = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}
