import type { Colour } from '../chromium/protocol.ts';

/** Reads `#RRGGBB`. @throws Error for any other notation */
export function parseColour(text: string): Colour {
  const match = /^#(?<r>[0-9a-f]{2})(?<g>[0-9a-f]{2})(?<b>[0-9a-f]{2})$/i.exec(text);
  if (!match?.groups) throw new Error(`The Chromium host reads colours as #RRGGBB, not "${text}"`);
  const { r = '', g = '', b = '' } = match.groups;
  return { r: Number.parseInt(r, 16), g: Number.parseInt(g, 16), b: Number.parseInt(b, 16), a: 1 };
}
