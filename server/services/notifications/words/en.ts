import type { Words } from './words.ts';

export const english: Words = {
  direction: 'ltr',
  separator: ', ',
  greeting: 'Hello,',
  goodbye: 'Enjoy the film.',
  footer: (cinema) => `You get this mail because you gave your address to ${cinema} with this order.`,
  confirmation: {
    subject: (movie) => `Your tickets: ${movie}`,
    heading: 'Your tickets',
    paid: 'Your order is paid.',
    attached:
      'The tickets are in the attached PDF, one on each page. Show the code at the door, on paper or on your phone.',
  },
  paymentFailed: {
    subject: (movie) => `Your payment did not go through: ${movie}`,
    heading: 'Your payment did not go through',
    nothingTaken: 'No money was taken, and the seats are free again.',
    again: 'You can order again at any time, with another card if you like.',
  },
  refund: {
    subject: (movie) => `Your refund: ${movie}`,
    heading: 'Your refund',
    intro: 'This goes back to you:',
    inCash: 'in cash',
    toCard: 'to your card',
    onItsWay: 'on its way',
    ticketsVoid: 'Returned tickets are not valid any more. If you have others of this order, they still are.',
  },
  offer: {
    subject: (movie) => `Seats for you: ${movie}`,
    heading: 'There are seats for you',
    until: (deadline) =>
      `You are on the waiting list, and seats have become free. They are reserved for you until ${deadline}.`,
    collect: 'Tell the order code at the counter or at the kiosk and pay there.',
    otherwise: 'After that they are offered to the next guest.',
  },
  labels: {
    movie: 'Film',
    time: 'Time',
    place: 'Cinema',
    auditorium: 'Auditorium',
    seats: 'Seats',
    total: 'Total',
    orderCode: 'Order code',
    row: 'Row',
    seat: 'Seat',
    serial: 'Serial',
  },
  auditorium: (number) => `Auditorium ${number}`,
  seatPlace: (row, seat) => `Row ${row} seat ${seat}`,
  ticketOf: (number, of) => `Ticket ${number} of ${of}`,
  scanAtTheDoor: 'Scan at the door.',
  ticketTypes: { ADULT: 'Adult', CHILD: 'Child', SENIOR: 'Senior', STUDENT: 'Student' },
};
