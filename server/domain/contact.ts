import { normalizeEmail } from './email.ts';
import { invalid, type ValidationError } from './failures.ts';
import type { Contact } from './order.ts';

const localePattern = /^[a-z]{2,3}(-[a-z0-9]{1,8}){0,3}$/i;

/** A contact as it is stored, or what is wrong with it. */
export function parseContact({
  email: typed,
  locale,
}: Contact): { readonly contact: Contact } | { readonly failure: ValidationError } {
  const email = normalizeEmail(typed);
  if (email === undefined) {
    return { failure: invalid('contact.email', 'This is no e-mail address. Correct it, or sell without one.') };
  }
  if (!localePattern.test(locale)) {
    return { failure: invalid('contact.locale', 'A language is written as in "en" or "de-AT".') };
  }
  return { contact: { email, locale } };
}
