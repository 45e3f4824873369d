import { arabic } from './ar.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { thai } from './th.ts';
import type { Words } from './words.ts';

const wordsByLanguage: Readonly<Record<string, Words>> = {
  en: english,
  de: german,
  es: spanish,
  th: thai,
  ar: arabic,
};

/** The languages that mails are written in. */
export const mailLanguages = Object.keys(wordsByLanguage);

/** The words for a BCP 47 locale; English for a language that isn't there, and for what is no locale. */
export function wordsFor(locale: string): { readonly words: Words; readonly locale: string } {
  const language = languageOf(locale);
  const words = wordsByLanguage[language];
  return words ? { words, locale } : { words: english, locale: 'en' };
}

function languageOf(locale: string): string {
  try {
    return new Intl.Locale(locale).language;
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}
