import path from 'node:path';

/**
 * The file behind a URL of the station's own scheme, or null for everything that isn't below `root`. A path without an
 * extension is a route of the page, so that it gets `index.html`.
 */
export function assetPath(root: string, url: string, origin: string): string | null {
  if (!url.startsWith(`${origin}/`)) return null;
  const pathname = decodedPathname(url.slice(origin.length));
  if (pathname === null || pathname.includes('\0') || pathname.includes('\\')) return null;
  const file = path.resolve(root, `.${path.posix.extname(pathname) === '' ? '/index.html' : pathname}`);
  const escapes = pathname.split('/').includes('..') || !file.startsWith(path.resolve(root) + path.sep);
  return escapes ? null : file;
}

/** Works on the text as sent: a URL parser would already have folded `..` away. */
function decodedPathname(pathAndQuery: string): string | null {
  try {
    return decodeURIComponent(pathAndQuery.replace(/[?#].*$/s, ''));
  } catch {
    return null;
  }
}
