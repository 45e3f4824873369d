/** One step as a person reads it. */
interface Line {
  readonly micros: number;
  readonly who: string;
  readonly what: string;
  readonly detail: string;
}

const longestDetail = 300;

/** What happened, step by step: always as a hash, and in words when somebody is going to read it. */
export class Trace {
  readonly #lines: Line[] | undefined;
  readonly #names = new Map<string, string>();
  readonly #start: number;
  #steps = 0;
  #latest = { who: '', what: '' };
  #low = 0x811c9dc5;
  #high = 0x01000193;

  /** `start` in epoch µs. */
  constructor(start: number, isInWords: boolean) {
    this.#start = start;
    this.#lines = isInWords ? [] : undefined;
  }

  get steps(): number {
    return this.#steps;
  }

  /** The last step. */
  get latest(): { readonly who: string; readonly what: string } {
    return this.#latest;
  }

  /** The same for runs in which the same happened at the same instants. */
  get hash(): string {
    return [this.#high, this.#low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }

  /** `detail` is only read when the trace is kept in words; it doesn't count for the hash, because it has random ids. */
  record(micros: number, who: string, what: string, detail?: unknown): void {
    this.#steps += 1;
    this.#latest = { who, what };
    this.#mix(micros % 0x100000000);
    this.#mixText(who);
    this.#mixText(what);
    this.#lines?.push({ micros, who, what, detail: detail === undefined ? '' : inWords(detail) });
  }

  /** What an id is called in the words. */
  name(id: string, name: string): void {
    if (this.#lines && !this.#names.has(id)) this.#names.set(id, name);
  }

  /** The last steps in words. */
  last(count: number): readonly string[] {
    const lines = this.#lines?.slice(-count) ?? [];
    return lines.map(({ micros, who, what, detail }) => {
      const seconds = ((micros - this.#start) / 1_000_000).toFixed(6).padStart(12);
      return `${seconds} s  ${who.padEnd(12)} ${what} ${this.#named(detail)}`.trimEnd();
    });
  }

  #named(text: string): string {
    const renamed = text.replaceAll(/(?:[a-z]{2}_)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      const name = this.#names.get(id) ?? `id ${this.#names.size + 1}`;
      this.#names.set(id, name);
      return name;
    });
    return renamed.length > longestDetail ? `${renamed.slice(0, longestDetail)}…` : renamed;
  }

  /** FNV-1a in two lanes. */
  #mix(word: number): void {
    this.#low = Math.imul(this.#low ^ word, 0x01000193);
    this.#high = Math.imul(this.#high ^ (word + this.#low), 0x85ebca6b);
  }

  #mixText(text: string): void {
    for (let position = 0; position < text.length; position += 1) this.#mix(text.charCodeAt(position));
  }
}

/** JSON without what only costs room. */
function inWords(detail: unknown): string {
  if (typeof detail === 'string') return detail;
  return JSON.stringify(detail).replaceAll('"', '').replaceAll(',', ', ').replaceAll(':', ': ');
}
