import type { Words } from './words.ts';

export const german: Words = {
  direction: 'ltr',
  separator: ', ',
  greeting: 'Guten Tag,',
  goodbye: 'Viel Vergnügen im Kino.',
  footer: (cinema) =>
    `Sie erhalten diese Nachricht, weil Sie ${cinema} bei dieser Bestellung Ihre Adresse gegeben haben.`,
  confirmation: {
    subject: (movie) => `Ihre Karten: ${movie}`,
    heading: 'Ihre Karten',
    paid: 'Ihre Bestellung ist bezahlt.',
    attached:
      'Die Karten finden Sie im angehängten PDF, jede auf einer eigenen Seite. Zeigen Sie den Code am Einlass, auf Papier oder auf dem Telefon.',
  },
  paymentFailed: {
    subject: (movie) => `Ihre Zahlung ist nicht gelungen: ${movie}`,
    heading: 'Ihre Zahlung ist nicht gelungen',
    nothingTaken: 'Es wurde nichts abgebucht, und die Plätze sind wieder frei.',
    again: 'Sie können jederzeit neu bestellen, gern auch mit einer anderen Karte.',
  },
  refund: {
    subject: (movie) => `Ihre Erstattung: ${movie}`,
    heading: 'Ihre Erstattung',
    intro: 'Das erhalten Sie zurück:',
    inCash: 'in bar',
    toCard: 'auf Ihre Karte',
    onItsWay: 'unterwegs',
    ticketsVoid:
      'Zurückgegebene Eintrittskarten gelten nicht mehr. Weitere Karten dieser Bestellung behalten ihre Gültigkeit.',
  },
  offer: {
    subject: (movie) => `Plätze für Sie: ${movie}`,
    heading: 'Es gibt Plätze für Sie',
    until: (deadline) =>
      `Sie stehen auf der Warteliste, und es sind Plätze frei geworden. Sie sind für Sie reserviert bis ${deadline}.`,
    collect: 'Nennen Sie den Bestellcode an der Kasse oder am Automaten und bezahlen Sie dort.',
    otherwise: 'Danach werden sie dem nächsten Gast angeboten.',
  },
  labels: {
    movie: 'Film',
    time: 'Zeit',
    place: 'Kino',
    auditorium: 'Saal',
    seats: 'Plätze',
    total: 'Summe',
    orderCode: 'Bestellcode',
    row: 'Reihe',
    seat: 'Platz',
    serial: 'Nummer',
  },
  auditorium: (number) => `Saal ${number}`,
  seatPlace: (row, seat) => `Reihe ${row} Platz ${seat}`,
  ticketOf: (number, of) => `Karte ${number} von ${of}`,
  scanAtTheDoor: 'Am Einlass scannen.',
  ticketTypes: { ADULT: 'Erwachsene', CHILD: 'Kind', SENIOR: 'Senioren', STUDENT: 'Studierende' },
};
