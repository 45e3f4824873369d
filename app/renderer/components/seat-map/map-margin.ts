/** Around the plan, in seat pitches: room for the row letters, and for the screen's thickness. */
export const mapMargin = { side: 0.51, top: 0.36 } as const;
