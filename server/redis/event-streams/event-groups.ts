/**
 * The groups by the kind of events that they read; their names are public. A group that is missing here is neither shown
 * nor waited for: what it hasn't read may be trimmed away. One that is added begins with what the streams still have.
 */
export const eventGroups = {
  holds: ['audit', 'waiting-list'],
  orders: ['notifications', 'sales-figures'],
  payments: ['payments'],
} as const;

export type EventTopicName = keyof typeof eventGroups;
export type EventGroup = (typeof eventGroups)[EventTopicName][number];
