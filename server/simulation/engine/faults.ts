import type { Dice } from './dice.ts';

/** What a program talks to over a network. */
export const parts = ['mongo', 'redis', 'gateway'] as const;
export type Part = (typeof parts)[number];

/** How often things go wrong. All are probabilities: of each request, or of each step of the world. */
export interface Faults {
  /** A request never arrives. */
  readonly lost: number;
  /** A request is done, and its answer never arrives. */
  readonly unanswered: number;
  /** As many requests to the gateway, which is far away, never arrive or are never answered. */
  readonly distant: number;
  /** A message takes up to seconds. */
  readonly slow: number;
  /** A step is the last one of some program; it is started again later. */
  readonly crash: number;
  /** A step is followed by a long rest of some program, which then goes on as if nothing had been. */
  readonly pause: number;
  /** A part doesn't answer anybody for a while. */
  readonly outage: number;
  /** Redis loses everything. */
  readonly flush: number;
  /** A transaction of a crashed program, or a read of many documents, takes its time. */
  readonly linger: number;
  /** A webhook is late by up to a minute, told twice, or never told. */
  readonly lateWebhook: number;
  readonly repeatedWebhook: number;
  readonly lostWebhook: number;
  /** A client stops waiting, and asks again while its first request is still worked on. */
  readonly impatience: number;
}

export const noFaults: Faults = {
  lost: 0,
  unanswered: 0,
  distant: 0,
  slow: 0,
  crash: 0,
  pause: 0,
  outage: 0,
  flush: 0,
  linger: 0,
  lateWebhook: 0,
  repeatedWebhook: 0,
  lostWebhook: 0,
  impatience: 0,
};

/** As much as one world bears and still gets something done. */
const most: Faults = {
  lost: 0.02,
  unanswered: 0.02,
  distant: 0.4,
  slow: 0.08,
  crash: 0.003,
  pause: 0.002,
  outage: 0.001,
  flush: 0.003,
  linger: 0.5,
  lateWebhook: 0.6,
  repeatedWebhook: 0.5,
  lostWebhook: 0.4,
  impatience: 0.3,
};

/**
 * What goes wrong in one world. Each has only some of the faults, some of them often: a bug that needs one fault many
 * times isn't hidden by all the others.
 */
export function drawFaults(dice: Dice): Faults {
  const drawn = Object.entries(most).map(([fault, rate]) => {
    const share = dice.oneOf([0, 0, 0.1, 0.4, 1]);
    return [fault, rate * share] as const;
  });
  return Object.fromEntries(drawn) as unknown as Faults;
}
