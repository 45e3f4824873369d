import type { TextStyle } from './faces.ts';

/** The type scale of the paper, in dots. */
export const styles = {
  cinema: { face: 'heading', size: 32, tracking: -0.015 },
  title: { face: 'display', size: 72, tracking: -0.015 },
  time: { face: 'display', size: 96, tracking: -0.035 },
  auditorium: { face: 'heading', size: 32, tracking: -0.015 },
  seat: { face: 'display', size: 140, tracking: -0.035 },
  seatLabel: { face: 'strong', size: 25 },
  strong: { face: 'strong', size: 25 },
  ticketType: { face: 'strong', size: 26 },
  detail: { face: 'text', size: 23 },
  label: { face: 'text', size: 22 },
  note: { face: 'text', size: 21 },
  foot: { face: 'text', size: 20 },
  code: { face: 'mono', size: 40 },
  serial: { face: 'mono', size: 22 },
  receiptName: { face: 'heading', size: 38, tracking: -0.015 },
  receiptLine: { face: 'text', size: 24 },
  receiptStrong: { face: 'strong', size: 24 },
  total: { face: 'display', size: 56, tracking: -0.015 },
  goodbye: { face: 'strong', size: 24 },
} as const satisfies Record<string, TextStyle>;
