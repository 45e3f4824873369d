import { describe, expect, it } from 'vitest';
import { mailContent } from './mail-content.ts';
import { mailHtml } from './mail-html.ts';
import { mailText } from './mail-text.ts';
import { sampleSubject } from './testing/sample-subject.ts';
import { mailLanguages, wordsFor } from './words/index.ts';

const kinds = ['ORDER_CONFIRMATION', 'PAYMENT_FAILED', 'REFUND', 'WAITING_LIST_OFFER'] as const;

/** Every string that a value holds, functions called with marks in the place of what they are given. */
function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return stringsIn((value as (...marks: string[]) => unknown)('①', '②'));
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

describe('a mail', () => {
  it('says when, where and what, in the time of the cinema', () => {
    const content = mailContent('ORDER_CONFIRMATION', sampleSubject(), 'en');
    expect(content.subject).toBe('Your tickets: The Lighthouse & the <Storm>');
    const text = mailText(content);
    expect(text).toMatch(/Time: Saturday,? 21 November 2026 at 19:15/);
    expect(text).toContain('Auditorium: 3, Salle Lumière\n');
    expect(text).toContain('  Row D seat 7, Adult, €13.50\n  Row D seat 8, Child, €7.50\n');
    expect(text).toContain('Order code: Q3RT-9NXF');
    expect(text).not.toContain('seat 9');
  });

  it('of a refund lists what goes back to whom', () => {
    const text = mailText(mailContent('REFUND', sampleSubject(), 'de-AT'));
    expect(text).toMatch(/€\s?13,50, auf Ihre Karte, unterwegs/);
  });

  it('of an offer names its deadline', () => {
    expect(mailText(mailContent('WAITING_LIST_OFFER', sampleSubject(), 'es'))).toContain('18:30');
  });

  it('is HTML in which a film’s title can’t be more than text', () => {
    const html = mailHtml(mailContent('ORDER_CONFIRMATION', sampleSubject(), 'en'));
    expect(html).toContain('The Lighthouse &amp; the &lt;Storm&gt;');
    expect(html).not.toContain('<Storm>');
    expect(html).toContain('<html lang="en" dir="ltr">');
  });

  it('in Arabic runs from right to left and keeps names and codes in their own order', () => {
    const content = mailContent('ORDER_CONFIRMATION', sampleSubject(), 'ar');
    const html = mailHtml(content);
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('\u2068Q3RT-9NXF\u2069');
    expect(content.subject).toBe('تذاكرك: \u2068The Lighthouse & the <Storm>\u2069');
  });

  it.each(mailLanguages)('has every kind in %s, whole', (language) => {
    for (const kind of kinds) {
      const content = mailContent(kind, sampleSubject(), language);
      const all = [content.subject, mailText(content), mailHtml(content)].join('\n');
      expect(all).not.toMatch(/undefined|null|\[object/);
      expect(content.locale).toBe(language);
    }
  });

  it('has words of its own in every language', () => {
    const english = stringsIn(wordsFor('en').words);
    for (const language of mailLanguages.filter((each) => each !== 'en')) {
      const words = stringsIn(wordsFor(language).words);
      expect(words).toHaveLength(english.length);
      expect(words.every((each) => each.trim() !== '')).toBe(true);
      // What a sentence is given must be in it.
      const marks = (texts: readonly string[]): string =>
        [...texts.join('')]
          .filter((each) => '①②'.includes(each))
          .toSorted()
          .join('');
      expect(marks(words)).toBe(marks(english));
    }
  });

  it('is in English for a language that is not there, and for what is no language', () => {
    expect(mailContent('REFUND', sampleSubject(), 'fi-FI').locale).toBe('en');
    expect(mailContent('REFUND', sampleSubject(), 'no such thing').locale).toBe('en');
  });
});
