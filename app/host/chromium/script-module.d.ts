/** A script bundled to text, to be run in a page (see `.config/host.vite.config.ts`). */
declare module '*?script' {
  const source: string;
  export default source;
}
