import { isolate } from './bidi.ts';

/** The words of the paper in one language. */
export interface Wording {
  readonly direction: 'ltr' | 'rtl';
  /** Between the parts of an enumeration, e.g. `, `. */
  readonly separator: string;
  readonly ofTickets: (number: string, of: string) => string;
  readonly reprint: string;
  readonly auditorium: (number: string) => string;
  readonly row: string;
  readonly seat: string;
  readonly code: string;
  readonly serial: string;
  readonly scanAtTheDoor: string;
  readonly keepThisTicket: string;
  readonly printNumber: (number: string) => string;
  readonly receipt: string;
  readonly receiptNumber: (number: string) => string;
  readonly seatPlace: (row: string, seat: string) => string;
  readonly total: string;
  readonly cashReceived: string;
  readonly givenBack: string;
  readonly paidByCard: string;
  readonly vatNumber: (id: string) => string;
  readonly vatRate: string;
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
  readonly orderCode: string;
  readonly goodbye: string;
}

const english: Wording = {
  direction: 'ltr',
  separator: ', ',
  ofTickets: (number, of) => `${number} of ${of}`,
  reprint: 'Reprint',
  auditorium: (number) => `Auditorium ${number}`,
  row: 'Row',
  seat: 'Seat',
  code: 'Code',
  serial: 'Serial',
  scanAtTheDoor: 'Scan at the door.',
  keepThisTicket: 'Keep this ticket.',
  printNumber: (number) => `print ${number}`,
  receipt: 'Receipt',
  receiptNumber: (number) => `No. ${number}`,
  seatPlace: (row, seat) => `row ${row} seat ${seat}`,
  total: 'Total',
  cashReceived: 'Cash received',
  givenBack: 'Given back',
  paidByCard: 'Paid by card',
  vatNumber: (id) => `VAT ${id}`,
  vatRate: 'VAT rate',
  net: 'Net',
  vat: 'VAT',
  gross: 'Gross',
  orderCode: 'Order code',
  goodbye: 'Enjoy the film.',
};

const french: Wording = {
  direction: 'ltr',
  separator: ', ',
  ofTickets: (number, of) => `${number} sur ${of}`,
  reprint: 'Duplicata',
  auditorium: (number) => `Salle ${number}`,
  row: 'Rang',
  seat: 'Place',
  code: 'Code',
  serial: 'N° de série',
  scanAtTheDoor: 'À scanner à l’entrée.',
  keepThisTicket: 'Gardez ce billet.',
  printNumber: (number) => `impression ${number}`,
  receipt: 'Reçu',
  receiptNumber: (number) => `N° ${number}`,
  seatPlace: (row, seat) => `rang ${row} place ${seat}`,
  total: 'Total',
  cashReceived: 'Espèces reçues',
  givenBack: 'Rendu',
  paidByCard: 'Payé par carte',
  vatNumber: (id) => `TVA ${id}`,
  vatRate: 'Taux',
  net: 'HT',
  vat: 'TVA',
  gross: 'TTC',
  orderCode: 'Code de commande',
  goodbye: 'Bon film !',
};

const thai: Wording = {
  direction: 'ltr',
  separator: ', ',
  ofTickets: (number, of) => `ใบที่ ${number} จาก ${of}`,
  reprint: 'พิมพ์ซ้ำ',
  auditorium: (number) => `โรง ${number}`,
  row: 'แถว',
  seat: 'ที่นั่ง',
  code: 'รหัส',
  serial: 'เลขที่ตั๋ว',
  scanAtTheDoor: 'สแกนที่ทางเข้า',
  keepThisTicket: 'โปรดเก็บตั๋วไว้',
  printNumber: (number) => `พิมพ์ครั้งที่ ${number}`,
  receipt: 'ใบเสร็จรับเงิน',
  receiptNumber: (number) => `เลขที่ ${number}`,
  seatPlace: (row, seat) => `แถว ${row} ที่นั่ง ${seat}`,
  total: 'รวม',
  cashReceived: 'รับเงินสด',
  givenBack: 'เงินทอน',
  paidByCard: 'ชำระด้วยบัตร',
  vatNumber: (id) => `เลขประจำตัวผู้เสียภาษี ${id}`,
  vatRate: 'อัตราภาษี',
  net: 'ก่อนภาษี',
  vat: 'ภาษี',
  gross: 'รวมภาษี',
  orderCode: 'รหัสคำสั่งซื้อ',
  goodbye: 'ขอให้สนุกกับภาพยนตร์',
};

const arabic: Wording = {
  direction: 'rtl',
  separator: '، ',
  ofTickets: (number, of) => `${number} من ${of}`,
  reprint: 'إعادة طباعة',
  auditorium: (number) => `القاعة ${number}`,
  row: 'الصف',
  seat: 'المقعد',
  code: 'الرمز',
  serial: 'الرقم التسلسلي',
  scanAtTheDoor: 'امسح الرمز عند الباب.',
  keepThisTicket: 'احتفظ بهذه التذكرة.',
  printNumber: (number) => `الطباعة ${number}`,
  receipt: 'إيصال',
  receiptNumber: (number) => `رقم ${number}`,
  seatPlace: (row, seat) => `الصف ${row} المقعد ${seat}`,
  total: 'المجموع',
  cashReceived: 'المبلغ النقدي المستلم',
  givenBack: 'الباقي المُعاد',
  paidByCard: 'دُفع بالبطاقة',
  vatNumber: (id) => `الرقم الضريبي ${id}`,
  vatRate: 'نسبة الضريبة',
  net: 'الصافي',
  vat: 'الضريبة',
  gross: 'الإجمالي',
  orderCode: 'رمز الطلب',
  goodbye: 'مشاهدة ممتعة.',
};

const wordings: ReadonlyMap<string, Wording> = new Map([
  ['en', english],
  ['fr', french],
  ['th', thai],
  ['ar', arabic],
]);

/** Names and numbers as one enumeration in which each keeps its own direction; absent ones are left out. */
export function enumerate(words: Wording, parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .map((part) => isolate(part))
    .join(words.separator);
}

/** The words for a BCP 47 locale; English for a language that is not there. */
export function wordingFor(locale: string): Wording {
  return wordings.get(new Intl.Locale(locale).language) ?? english;
}
