type Hash = Map<string, string>;
type SortedSet = Map<string, number>;
type StringSet = Set<string>;
interface StreamEntry {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}
export type Stream = StreamEntry[];

interface Entry {
  readonly value: string | Hash | SortedSet | StringSet | Stream;
  /** Epoch ms. */
  expiresAt?: number;
}

/** The data of a Redis: values of the kinds that the scripts use, and when they go. What is empty isn't there. */
export class Keyspace {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  /** `now` in epoch ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  clear(): void {
    this.#entries.clear();
  }

  exists(key: string): boolean {
    return this.#find(key) !== undefined;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  text(key: string): string | undefined {
    return this.#find(key)?.value as string | undefined;
  }

  setText(key: string, value: string): void {
    this.#entries.set(key, { value });
  }

  /** To be read; changes go through the other methods. */
  hash(key: string): ReadonlyMap<string, string> {
    return (this.#find(key)?.value as Hash | undefined) ?? new Map<string, string>();
  }

  setFields(key: string, fields: Readonly<Record<string, string>>): void {
    const hash = this.#valueOf(key, () => new Map<string, string>());
    for (const [field, value] of Object.entries(fields)) hash.set(field, value);
  }

  deleteField(key: string, field: string): void {
    this.#remove(key, (hash: Hash) => hash.delete(field));
  }

  scores(key: string): ReadonlyMap<string, number> {
    return (this.#find(key)?.value as SortedSet | undefined) ?? new Map<string, number>();
  }

  setScore(key: string, member: string, score: number): void {
    this.#valueOf(key, () => new Map<string, number>()).set(member, score);
  }

  deleteScore(key: string, member: string): void {
    this.#remove(key, (scores: SortedSet) => scores.delete(member));
  }

  /** Members up to a score, the lowest first. */
  membersUpTo(key: string, most: number): readonly string[] {
    const found = [...this.scores(key)].filter(([, score]) => score <= most);
    return found.sort(([a, one], [b, other]) => one - other || (a < b ? -1 : 1)).map(([member]) => member);
  }

  members(key: string): readonly string[] {
    return [...((this.#find(key)?.value as StringSet | undefined) ?? [])];
  }

  addMember(key: string, member: string): void {
    this.#valueOf(key, () => new Set<string>()).add(member);
  }

  deleteMember(key: string, member: string): void {
    this.#remove(key, (members: StringSet) => members.delete(member));
  }

  stream(key: string): Stream {
    return this.#valueOf<Stream>(key, () => []);
  }

  /** When a key goes, epoch ms; undefined for never, and where there is none. */
  expiryOf(key: string): number | undefined {
    return this.#find(key)?.expiresAt;
  }

  expireAt(key: string, at: number): void {
    const entry = this.#find(key);
    if (entry) entry.expiresAt = at;
  }

  #find(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry?.expiresAt === undefined || entry.expiresAt > this.#now()) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  #valueOf<Value extends Entry['value']>(key: string, create: () => Value): Value {
    const known = this.#find(key);
    if (known) return known.value as Value;
    const value = create();
    this.#entries.set(key, { value });
    return value;
  }

  #remove<Value extends Hash | SortedSet | StringSet>(key: string, remove: (value: Value) => void): void {
    const value = this.#find(key)?.value as Value | undefined;
    if (!value) return;
    remove(value);
    if (value.size === 0) this.#entries.delete(key);
  }
}
