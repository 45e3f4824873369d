import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signWebhook, verifyWebhook } from './webhook-signature.ts';

const secret = 'whsec-'.repeat(8);
const body = '{"id":"ev_1","type":"intent.succeeded"}';
const now = new Date('2026-03-14T20:00:00.900Z');
const seconds = Math.floor(now.getTime() / 1_000);
const header = signWebhook(secret, body, now);

const at = (offsetSeconds: number) => new Date(now.getTime() + offsetSeconds * 1_000);

describe('signature of a webhook', () => {
  it('is the HMAC-SHA256 over timestamp and body', () => {
    const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
    expect(header).toBe(`t=${seconds},v1=${digest}`);
    expect(verifyWebhook(secret, header, body, now)).toBe('valid');
  });

  it.each([
    ['another body', secret, header, `${body} `],
    ['another secret', `${secret}x`, header, body],
    ['another time', secret, header.replace(`t=${seconds}`, `t=${seconds + 1}`), body],
    ['a signature of zeroes', secret, `t=${seconds},v1=${'0'.repeat(64)}`, body],
  ])('does not fit %s', (_what, usedSecret, usedHeader, usedBody) => {
    expect(verifyWebhook(usedSecret, usedHeader, usedBody, now)).toBe('forged');
  });

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['no signature', `t=${seconds}`],
    ['a short signature', header.slice(0, -1)],
    ['a long signature', `${header}0`],
    ['a signature that is not hex', `t=${seconds},v1=${'g'.repeat(64)}`],
    ['no time', header.replace(/^t=\d+,/, '')],
    ['a time that is no number', header.replace(/^t=\d+/, 't=now')],
    ['something behind it', `${header},v0=00`],
  ])('is malformed with %s', (_what, malformed) => {
    expect(verifyWebhook(secret, malformed, body, now)).toBe('malformed');
  });

  it('lasts five minutes, and as long before its time', () => {
    // It was signed 0.9 s into the second that it names.
    expect(verifyWebhook(secret, header, body, at(299))).toBe('valid');
    expect(verifyWebhook(secret, header, body, at(300))).toBe('stale');
    expect(verifyWebhook(secret, header, body, at(-300.9))).toBe('valid');
    expect(verifyWebhook(secret, header, body, at(-301))).toBe('stale');
  });

  it('says nothing about the age of what nobody signed', () => {
    expect(verifyWebhook(secret, header, `${body} `, at(3_600))).toBe('forged');
  });
});
