/**
 * The policy of the station's page: everything from the program itself, and connections to the configured server alone.
 * @param apiUrl the GraphQL endpoint, an absolute http(s) URL
 * @param nonce lets style elements of the component library through, which have no file of their own
 */
export function contentSecurityPolicy(apiUrl: string, nonce: string): string {
  const { origin } = new URL(apiUrl);
  const directives = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': `'self' ${origin} ${origin.replace(/^http/, 'ws')}`,
    'worker-src': "'self'",
    'frame-src': "'none'",
    'frame-ancestors': "'none'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
