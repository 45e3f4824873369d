/** The words of mails and of the tickets in them, in one language. Whole sentences, so that each language orders its own. */
export interface Words {
  readonly direction: 'ltr' | 'rtl';
  /** Between the parts of an enumeration. */
  readonly separator: string;
  readonly greeting: string;
  readonly goodbye: string;
  /** Why the mail was sent, and by whom. */
  readonly footer: (cinema: string) => string;
  readonly confirmation: {
    readonly subject: (movie: string) => string;
    readonly heading: string;
    readonly paid: string;
    /** The tickets are in the PDF, a page for each. */
    readonly attached: string;
  };
  readonly paymentFailed: {
    readonly subject: (movie: string) => string;
    readonly heading: string;
    /** Nothing was taken, the seats are free again. */
    readonly nothingTaken: string;
    readonly again: string;
  };
  readonly refund: {
    readonly subject: (movie: string) => string;
    readonly heading: string;
    /** Stands before the list of what goes back. */
    readonly intro: string;
    readonly inCash: string;
    readonly toCard: string;
    readonly onItsWay: string;
    /** Returned tickets don't open the door any more, the others do. */
    readonly ticketsVoid: string;
  };
  readonly offer: {
    readonly subject: (movie: string) => string;
    readonly heading: string;
    readonly until: (deadline: string) => string;
    readonly collect: string;
    readonly otherwise: string;
  };
  readonly labels: {
    readonly movie: string;
    readonly time: string;
    readonly place: string;
    readonly auditorium: string;
    readonly seats: string;
    readonly total: string;
    readonly orderCode: string;
    readonly row: string;
    readonly seat: string;
    readonly serial: string;
  };
  readonly auditorium: (number: string) => string;
  readonly seatPlace: (row: string, seat: string) => string;
  readonly ticketOf: (number: string, of: string) => string;
  readonly scanAtTheDoor: string;
  /** By the ticket types that most price lists have; others are shown as they are called. */
  readonly ticketTypes: Readonly<Record<string, string>>;
}
