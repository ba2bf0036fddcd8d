import { EXAMPLES, ROOT, SPECS, TYPESCRIPT } from './places.mjs';

/** Layer (an Nx tag in each package.json) to the layers that its sources may import. Arrows point towards core. */
const LAYERS = {
  'layer:core': ['layer:core'],
  'layer:policy': ['layer:core'],
  'layer:engine': ['layer:core'],
  // Transports never import each other. Every tag of a package counts, so this row is the widest of them.
  'layer:transport': ['layer:core', 'layer:engine'],
  'transport:memory': ['layer:core', 'layer:engine'],
  'transport:oci': ['layer:core'],
  'transport:stomp': ['layer:core'],
  'layer:wire-clock': ['layer:core'],
  'layer:emulator': ['layer:core', 'layer:engine', 'layer:wire-clock'],
  'layer:testing': ['layer:core', 'layer:policy', 'layer:engine'],
  // Apart from layer:testing: the specs of transport-memory use that one, and this one runs transport-memory.
  'layer:simulation': ['layer:core', 'layer:policy', 'layer:engine', 'transport:memory'],
  'layer:facade': ['layer:core', 'layer:policy', 'transport:oci'],
  // The emulator is for the quickstart alone, see restricted-imports.mjs.
  'layer:app': [
    'layer:core',
    'layer:policy',
    'layer:transport',
    'layer:wire-clock',
    'layer:facade',
    'layer:emulator',
    // Its shell: arguments, input lines, terminal and exit codes, which every command shares.
    'app:producer',
  ],
  'layer:tool': ['*'],
};

/** Layers that nothing below builds on: their specs may also use what exists for tests. */
const OUTER = [
  'layer:transport',
  'transport:memory',
  'transport:oci',
  'transport:stomp',
  'layer:emulator',
  'layer:testing',
  'layer:facade',
  'layer:app',
];
const FOR_TESTS = [
  'layer:testing',
  'layer:engine',
  'layer:policy',
  'layer:wire-clock',
  'layer:emulator',
  'transport:memory',
];
/** Specs of the STOMP transport let the one over REST settle. Every tag counts, so the wider row has it, too. */
const FOR_TESTS_OF = { 'layer:transport': ['transport:oci'], 'transport:stomp': ['transport:oci'] };

const constraints = (allowedFor) =>
  Object.entries(LAYERS).map(([sourceTag, layers]) => ({
    sourceTag,
    onlyDependOnLibsWithTags: allowedFor(sourceTag, layers),
  }));

const forSources = constraints((_tag, layers) => layers);
const forSpecs = constraints((tag, layers) =>
  OUTER.includes(tag) ? [...layers, ...FOR_TESTS, ...(FOR_TESTS_OF[tag] ?? [])] : layers,
);

const block = (name, files, depConstraints, more = {}) => ({
  name: `snoozeq/${name}`,
  basePath: ROOT,
  files,
  rules: {
    '@nx/enforce-module-boundaries': [
      'error',
      { enforceBuildableLibDependency: true, allow: [], depConstraints, ...more },
    ],
  },
});

/** Specs and examples may stand where a user stands, who imports the package by its name. */
const BY_NAME = { allowCircularSelfDependency: true };

/** Needs the `@nx` plugin registered before it. */
export const moduleBoundaries = [
  block('module-boundaries', TYPESCRIPT, forSources),
  block('module-boundaries-in-specs', SPECS, forSpecs, BY_NAME),
  block('module-boundaries-in-examples', EXAMPLES, forSources, BY_NAME),
];
