type Hook = (task: () => Promise<void> | void) => void;

/** What a test framework calls around tests. */
export interface Hooks {
  readonly beforeAll: Hook;
  readonly beforeEach: Hook;
  readonly afterEach: Hook;
  readonly afterAll: Hook;
}

const NAMES = ['beforeAll', 'beforeEach', 'afterEach', 'afterAll'] as const;

/** The global hooks of Jest and of frameworks that follow it. @throws Error when there are none */
export const frameworkHooks = (): Hooks => {
  const globals = globalThis as Partial<Hooks>;
  const missing = NAMES.filter((name) => typeof globals[name] !== 'function');
  if (missing.length === 0) return globals as Hooks;
  throw new Error(
    `There is no global ${missing.join(', ')}. Pass them as hooks: useEmulator({ hooks: { beforeAll, beforeEach, afterEach, afterAll } }).`,
  );
};
