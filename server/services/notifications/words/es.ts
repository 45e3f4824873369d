import type { Words } from './words.ts';

export const spanish: Words = {
  direction: 'ltr',
  separator: ', ',
  greeting: 'Hola:',
  goodbye: 'Que disfrute de la película.',
  footer: (cinema) => `Recibe este mensaje porque dio su dirección a ${cinema} con este pedido.`,
  confirmation: {
    subject: (movie) => `Sus entradas: ${movie}`,
    heading: 'Sus entradas',
    paid: 'Su pedido está pagado.',
    attached:
      'Las entradas están en el PDF adjunto, una en cada página. Muestre el código en la puerta, en papel o en el teléfono.',
  },
  paymentFailed: {
    subject: (movie) => `Su pago no se ha realizado: ${movie}`,
    heading: 'Su pago no se ha realizado',
    nothingTaken: 'No se ha cobrado nada y las butacas vuelven a estar libres.',
    again: 'Puede volver a hacer el pedido cuando quiera, también con otra tarjeta.',
  },
  refund: {
    subject: (movie) => `Su reembolso: ${movie}`,
    heading: 'Su reembolso',
    intro: 'Le devolvemos:',
    inCash: 'en efectivo',
    toCard: 'a su tarjeta',
    onItsWay: 'en camino',
    ticketsVoid: 'Las entradas devueltas ya no son válidas. Las demás de este pedido, si las tiene, siguen siéndolo.',
  },
  offer: {
    subject: (movie) => `Butacas para usted: ${movie}`,
    heading: 'Hay butacas para usted',
    until: (deadline) =>
      `Está en la lista de espera y han quedado butacas libres. Están reservadas para usted hasta: ${deadline}.`,
    collect: 'Diga el código del pedido en la taquilla o introdúzcalo en el quiosco y pague allí.',
    otherwise: 'Después se ofrecerán al siguiente cliente.',
  },
  labels: {
    movie: 'Película',
    time: 'Hora',
    place: 'Cine',
    auditorium: 'Sala',
    seats: 'Butacas',
    total: 'Total',
    orderCode: 'Código del pedido',
    row: 'Fila',
    seat: 'Butaca',
    serial: 'Número',
  },
  auditorium: (number) => `Sala ${number}`,
  seatPlace: (row, seat) => `Fila ${row}, butaca ${seat}`,
  ticketOf: (number, of) => `Entrada ${number} de ${of}`,
  scanAtTheDoor: 'Escanear en la puerta.',
  ticketTypes: { ADULT: 'Adulto', CHILD: 'Niño', SENIOR: 'Mayor', STUDENT: 'Estudiante' },
};
