/** Visits the provider as a person's browser does: keeps cookies, follows redirects, sends a form. */
export class TestBrowser {
  readonly #cookies = new Map<string, string>();

  /**
   * Goes to the provider, chooses somebody by subject (nobody with an empty one) and follows on until the provider
   * answers to `redirectUri`. Returns that answer. Throws with what the provider says when it doesn't come to that.
   */
  async choose(authorizationUrl: URL, subject: string, redirectUri: string): Promise<URLSearchParams> {
    const page = await this.#follow(authorizationUrl, redirectUri);
    if (page instanceof URLSearchParams) return page;
    const action = /<form method="post" action="(?<action>[^"]+)"/.exec(page.text)?.groups?.['action'];
    if (action === undefined) throw new Error(`there is nothing to choose from: ${page.text}`);
    const body = new URLSearchParams({ subject });
    const answer = await this.#follow(new URL(action, page.address), redirectUri, { method: 'POST', body });
    if (answer instanceof URLSearchParams) return answer;
    throw new Error(`the provider did not answer: ${answer.text}`);
  }

  async #follow(
    start: URL,
    redirectUri: string,
    first: RequestInit = {},
  ): Promise<URLSearchParams | { readonly address: URL; readonly text: string }> {
    let [address, request] = [start, first];
    for (let redirects = 0; redirects < 10; redirects += 1) {
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(address, { ...request, headers: { cookie }, redirect: 'manual' });
      this.#keepCookies(response);
      const location = response.headers.get('location');
      if (location === null) return { address, text: await response.text() };
      await response.arrayBuffer();
      address = new URL(location, address);
      request = {};
      if (address.href.startsWith(`${redirectUri}?`)) return address.searchParams;
    }
    throw new Error('the provider redirects without end');
  }

  #keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}
