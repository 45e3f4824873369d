import type { Permission } from '#shared/domain/roles.ts';

/** What a root field asks of whoever calls it: a right, only to be signed in, or nothing. */
export type Requirement = Permission | 'signed-in' | 'anyone';

/**
 * Every operation of the API with what it requires. It is the only place where this is decided; the server refuses to
 * start when a root field of the schema is missing here.
 */
export const operationPermissions: Readonly<Record<string, Readonly<Record<string, Requirement>>>> = {
  Query: {
    me: 'anyone',
    signInChoices: 'anyone',
    cinemas: 'anyone',
    movies: 'anyone',
    showtimes: 'anyone',
    showtime: 'anyone',
    seatMap: 'anyone',
    ticketVerificationKey: 'anyone',
    systemStatus: 'system.read',
    order: 'order.read',
    orderByCode: 'order.read',
    orders: 'order.read',
    currentShift: 'signed-in',
    auditEntries: 'audit.read',
  },
  Mutation: {
    signInWithPin: 'anyone',
    refreshSession: 'anyone',
    signOut: 'anyone',
    holdSeats: 'hold.manage',
    holdBestSeats: 'hold.manage',
    changeHold: 'hold.manage',
    extendHold: 'hold.manage',
    releaseHold: 'hold.manage',
    placeOrder: 'order.place',
    recordPrint: 'print.report',
    openShift: 'shift.run',
  },
  Subscription: {
    seatMapChanged: 'anyone',
    showtimesChanged: 'anyone',
    orderChanged: 'order.read',
  },
};
