import { expect, test } from 'vitest';
import { assetPath } from './asset-path.ts';

const find = (url: string) => assetPath('/srv/page', url, 'app://foyer');

test.each([
  ['app://foyer/', '/srv/page/index.html'],
  ['app://foyer/sale/42?seat=D7', '/srv/page/index.html'],
  ['app://foyer/assets/index-1.js', '/srv/page/assets/index-1.js'],
  ['app://foyer/posters/the%20fox.svg#top', '/srv/page/posters/the fox.svg'],
  ['app://foyer/a..b.js', '/srv/page/a..b.js'],
])('%s is %s', (url, file) => expect(find(url)).toBe(file));

test.each([
  'app://foyer/../secret.js',
  'app://foyer/%2e%2e/secret.js',
  'app://foyer/..%2fsecret.js',
  'app://foyer/assets/..%5c..%5csecret.js',
  'app://foyer/%00.js',
  'app://foyer/%zz.js',
  'app://foyer',
  'app://foyer.evil/index.html',
  'app://other/index.html',
  'file:///etc/passwd.txt',
])('refuses %s', (url) => expect(find(url)).toBeNull());
