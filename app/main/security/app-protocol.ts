import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { appOrigin } from './app-origin.ts';
import { assetPath } from './asset-path.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** Stands in the built page where each response puts a nonce of its own. */
const noncePlaceholder = 'FOYER_CSP_NONCE';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Makes `app:` behave like https (a real origin, secure context, fetch). Must run before the program is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * Serves the built page under `app://foyer/`.
 * @param rendererDirectory the built page
 * @param apiUrl asked for at each load, because the settings may have changed
 */
export function setupAppProtocol(rendererDirectory: string, apiUrl: () => string): void {
  protocol.handle('app', async (request) => {
    const file = request.method === 'GET' ? assetPath(rendererDirectory, request.url, appOrigin) : null;
    const body = file && (await readIfPresent(file));
    if (!file || !body) return new Response('Not found', { status: 404, headers: baseHeaders('.txt') });
    return path.extname(file) === '.html' ? page(body, apiUrl()) : asset(file, body);
  });
}

function page(body: Buffer, apiUrl: string): Response {
  const nonce = randomBytes(16).toString('base64');
  const html = body.toString('utf8').replaceAll(noncePlaceholder, nonce);
  return new Response(html, {
    headers: {
      ...baseHeaders('.html'),
      'Cache-Control': 'no-store',
      'Content-Security-Policy': contentSecurityPolicy(apiUrl, nonce),
    },
  });
}

function asset(file: string, body: Buffer): Response {
  return new Response(new Uint8Array(body), {
    headers: { ...baseHeaders(path.extname(file)), 'Cache-Control': 'no-cache' },
  });
}

function baseHeaders(extension: string): Record<string, string> {
  return {
    'Content-Type': contentTypes[extension] ?? 'application/octet-stream',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}

async function readIfPresent(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw error;
  }
}
