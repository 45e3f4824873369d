/** The longest amount that is typed: 9,999,999.99. */
const mostDigits = 9;

/** An amount (minor units) after one more key of a keypad, as on a till: digits push to the left. */
export function typeAmount(amount: number, key: string): number {
  if (key === 'clear') return 0;
  if (key === 'erase') return Math.floor(amount / 10);
  const typed = `${amount}${key}`;
  return typed.length > mostDigits ? amount : Number(typed);
}
