import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const complete = {
  MONGODB_URL: 'mongodb://127.0.0.1/foyer',
  REDIS_URL: 'redis://127.0.0.1',
  ACCESS_TOKEN_SECRET: 'x'.repeat(32),
  TICKET_SIGNING_KEY: '{}',
  PAYMENT_GATEWAY_URL: 'http://127.0.0.1:4242',
  PAYMENT_GATEWAY_KEY: 'y'.repeat(32),
  PAYMENT_WEBHOOK_SECRET: 'z'.repeat(32),
};

describe('settings', () => {
  it('have sensible defaults, and empty ones count as absent', () => {
    expect(readConfig({ ...complete, PORT: '' })).toMatchObject({
      port: 4_000,
      holdTtlMs: 300_000,
      holdMaximumMs: 900_000,
    });
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['HOLD_TTL_SECONDS', '0'],
    ['HOLD_TTL_SECONDS', '-5'],
    ['HOLD_MAX_SECONDS', '10'],
    ['MONGODB_URL', 'postgres://somewhere'],
    ['REDIS_URL', 'localhost:6379'],
    ['ACCESS_TOKEN_SECRET', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['TRUSTED_DOCUMENTS', 'on'],
    ['RATE_LIMIT', '0'],
    ['TRUST_PROXY', 'true'],
    ['SMTP_URL', 'https://mail.test'],
    ['MAIL_FROM', 'the cinema'],
    ['MAIL_FROM', 'Cinema <a@b.test>\r\nBcc: <c@d.test>'],
  ])('%s=%s stops the start with one line that names it', (name, value) => {
    const read = () => readConfig({ ...complete, [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^The setting ${name} cannot be used: [^\\n]+\\.$`));
  });

  it.each([
    [{ RATE_LIMIT: 'off' }, false],
    [{ RATE_LIMIT: 'off', TRUSTED_DOCUMENTS: 'required' }, false],
    [{ RATE_LIMIT: 'off', TRUSTED_DOCUMENTS: 'off' }, true],
    [{ TRUSTED_DOCUMENTS: 'off' }, true],
  ])('%o: rates are unlimited only on a development stack', (settings, isFine) => {
    const read = () => readConfig({ ...complete, ...settings });
    if (isFine) expect(read).not.toThrow();
    else expect(read).toThrow('The setting RATE_LIMIT cannot be used: may be off only on a development stack');
  });

  it('harden the API unless they say otherwise', () => {
    expect(readConfig(complete)).toMatchObject({
      allowsIntrospection: false,
      requiresTrustedDocuments: true,
      limitsRates: true,
      proxies: 0,
    });
  });

  it('never repeats a value, which may be a secret', () => {
    expect(() => readConfig({ ...complete, ACCESS_TOKEN_SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2)/);
  });

  it('that send mails come with the address they are sent from', () => {
    expect(() => readConfig({ ...complete, SMTP_URL: 'smtp://mail.test' })).toThrow(
      'The setting MAIL_FROM cannot be used: is missing.',
    );
    const sender = { SMTP_URL: 'smtp://mail.test', MAIL_FROM: 'Cinéma <tickets@cinema.test>' };
    expect(readConfig({ ...complete, ...sender }).smtp).toEqual({ url: sender.SMTP_URL, from: sender.MAIL_FROM });
    expect(readConfig(complete).smtp).toBeNull();
  });

  it('names what is missing', () => {
    expect(() => readConfig({ ...complete, REDIS_URL: undefined })).toThrow(
      'The setting REDIS_URL cannot be used: is missing.',
    );
  });
});
