import { describe, expect, test } from 'vitest';
import { parseEnvironment, parsePrinterAddress } from './environment.ts';

describe('parseEnvironment', () => {
  test('takes what is set and ignores the rest of the environment', () => {
    const environment = parseEnvironment({
      FOYER_STATION_NAME: 'Kiosk 7',
      FOYER_PRINTER: 'tcp://10.0.0.9:9100',
      PATH: '/bin',
    });
    expect(environment).toEqual({
      FOYER_STATION_NAME: 'Kiosk 7',
      FOYER_PRINTER: { kind: 'tcp', host: '10.0.0.9', port: 9100 },
    });
  });

  test('an empty variable counts as unset', () => {
    expect(parseEnvironment({ FOYER_API_URL: '', FOYER_STATION_ID: '' })).toEqual({});
  });

  test('names every wrong variable in one line', () => {
    const wrong = { FOYER_API_URL: 'ftp://x', FOYER_PRINTER: 'lpt1', FOYER_STATION_KIND: 'BAR' };
    expect(() => parseEnvironment(wrong)).toThrow(
      /^Wrong setting: [^\n]*FOYER_API_URL: .*FOYER_STATION_KIND: .*FOYER_PRINTER: /,
    );
  });
});

describe('parsePrinterAddress', () => {
  test.each([
    ['virtual', { kind: 'virtual' }],
    ['tcp://printer.local:9100', { kind: 'tcp', host: 'printer.local', port: 9100 }],
    ['tcp://[fe80::1]:9100', { kind: 'tcp', host: 'fe80::1', port: 9100 }],
  ])('%s', (text, address) => expect(parsePrinterAddress(text)).toEqual(address));

  test.each(['', 'tcp://host', 'tcp://host:0', 'tcp://host:65536', 'tcp://a b:9100', 'udp://host:9100'])(
    'refuses %j',
    (text) => expect(parsePrinterAddress(text)).toBeNull(),
  );
});
