/** What the browser shows after the sign-in: plain, because nothing may be loaded there. */
export function answerPage(kind: string | undefined): string {
  const [title, hint] = wordsFor(kind);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><main><h1>${title}</h1><p>${hint}</p></main></html>`;
}

function wordsFor(kind: string | undefined): readonly [string, string] {
  switch (kind) {
    case 'code':
      return ['You can go back to Foyer', 'Close this page; the station goes on by itself.'];
    case 'refused':
      return ['You are not signed in', 'Close this page, and start again at the station if you want to.'];
    default:
      return ['Nothing is expected here', 'Start again at the station.'];
  }
}
