import type { ProviderPerson } from './people.ts';

const styles = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  main { max-width: 32rem; margin: 3rem auto; padding: 0 1rem }
  button { display: block; width: 100%; margin: .5rem 0; padding: .75rem 1rem; font: inherit; text-align: start; cursor: pointer }
  small { display: block }`;

/** The page that asks who signs in. `action` is where the choice goes. */
export function choicePage(people: readonly ProviderPerson[], action: string): string {
  const choices = people.map(({ subject, name, email, hint }) => {
    const words = `${escape(name)}<small>${escape(email)}, ${escape(hint)}</small>`;
    return `<button name="subject" value="${escape(subject)}">${words}</button>`;
  });
  const cancel = '<button name="subject" value="">Cancel</button>';
  return page(
    'Who signs in?',
    `<p>This identity provider is for development: it asks for no password.</p>
     <form method="post" action="${escape(action)}">${choices.join('')}${cancel}</form>`,
  );
}

/** A page that says why nothing can be chosen. */
export function faultPage(reason: string): string {
  return page('Signing in is not possible', `<p>${escape(reason)} Start again at the station.</p>`);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${styles}</style></head>
<body><main><h1>${title}</h1>${content}</main></body></html>`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
