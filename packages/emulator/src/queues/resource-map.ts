/** Told about every resource of one kind that was made, changed or forgotten, so that it can be stored. */
export interface ResourceObserver<R> {
  readonly saved: (resource: R) => void;
  readonly removed: (id: string) => void;
}

export interface ResourceMapOptions<R> {
  /** Whether nothing can happen to the resource any more: a deleted queue, a finished work request. */
  readonly isOver: (resource: R) => boolean;
  readonly observer?: ResourceObserver<R> | undefined;
}

/** How many resources stay readable after their end. The service forgets them too; its number is not known. */
const KEPT_AFTER_END = 1_000;

/** Resources of one kind, plain data that is replaced and never changed in place, in the order of their making. */
export class ResourceMap<R extends { readonly id: string }> {
  readonly #byId = new Map<string, R>();
  /** Ids of those that are over, the oldest end first. */
  readonly #over = new Set<string>();

  constructor(private readonly options: ResourceMapOptions<R>) {}

  get(id: string): R | undefined {
    return this.#byId.get(id);
  }

  list(): readonly R[] {
    return [...this.#byId.values()];
  }

  save(resource: R): R {
    this.#put(resource);
    this.options.observer?.saved(resource);
    for (const id of this.#over) {
      if (this.#over.size <= KEPT_AFTER_END) break;
      this.#forget(id);
    }
    return resource;
  }

  /** Puts back what an observer was told, in place of all else; tells it nothing. */
  restore(resources: Iterable<R>): void {
    const restored = [...resources];
    this.#byId.clear();
    this.#over.clear();
    for (const resource of restored) this.#put(resource);
  }

  #put(resource: R): void {
    this.#byId.set(resource.id, resource);
    if (this.options.isOver(resource)) this.#over.add(resource.id);
  }

  #forget(id: string): void {
    this.#over.delete(id);
    this.#byId.delete(id);
    this.options.observer?.removed(id);
  }
}
