import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

/** A test, or a `describe`, whose name ends with fact ids in brackets. */
export interface FactTest {
  /** From the root of the repository, with `/`. */
  readonly file: string;
  /** Without the brackets. */
  readonly name: string;
  readonly ids: readonly string[];
}

const FACT_IDS = /\s*\((F\d\.[\w-]+(?:, F\d\.[\w-]+)*)\)/;
const NO_SOURCES = new Set(['node_modules', 'dist', 'out-tsc', 'coverage']);

/** All tests below a folder that name facts, in the order of their files. */
export const factTestsBelow = (root: string): readonly FactTest[] =>
  [...specFiles(root)].sort().flatMap((path) => {
    const file = relative(root, path).split(sep).join('/');
    return namesIn(path).map((text) => ({ file, ...read(text) }));
  });

function* specFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !NO_SOURCES.has(entry.name) && !entry.name.startsWith('.')) {
      yield* specFiles(path);
    } else if (/\.(spec\.ts|test\.mjs)$/.test(entry.name)) yield path;
  }
}

/**
 * Texts with fact ids in the arguments of tests: names, and the first cells of the rows of a table. Each follows the names of the
 * groups that it is in.
 */
const namesIn = (path: string): readonly string[] => {
  const source = readFileSync(path, 'utf8');
  if (!FACT_IDS.test(source)) return [];
  const names: string[] = [];
  const visit = (node: ts.Node, groups: readonly string[]): void => {
    if (isSkippedTest(node)) return;
    const text = textOf(node);
    if (text !== undefined && FACT_IDS.test(text)) names.push([...groups, text].join(' › '));
    const group = groupOf(node);
    const inside = group === undefined ? groups : [...groups, group];
    ts.forEachChild(node, (child) => visit(child, isFunction(child) ? inside : groups));
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest), []);
  return names;
};

const isFunction = (node: ts.Node): boolean => ts.isArrowFunction(node) || ts.isFunctionExpression(node);

/** The name of a `describe`, without its ids. */
const groupOf = (node: ts.Node): string | undefined => {
  if (!ts.isCallExpression(node) || !sourceTextOf(node.expression).startsWith('describe')) return undefined;
  const [name] = node.arguments;
  return name && textOf(name)?.replace(FACT_IDS, '');
};

/** A test that does not run shows nothing. */
const isSkippedTest = (node: ts.Node): boolean =>
  ts.isExpressionStatement(node) &&
  /^(test|it|describe)\.(skip|todo|failing)\b|^x(test|it|describe)\b/.test(sourceTextOf(node.expression));

const sourceTextOf = (node: ts.Node): string => {
  if (ts.isCallExpression(node)) return sourceTextOf(node.expression);
  if (ts.isPropertyAccessExpression(node)) return `${sourceTextOf(node.expression)}.${node.name.text}`;
  return ts.isIdentifier(node) ? node.text : '';
};

const textOf = (node: ts.Node): string | undefined => {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join('');
};

const read = (text: string): Omit<FactTest, 'file'> => ({
  name: text.replace(FACT_IDS, ''),
  ids: (FACT_IDS.exec(text)?.[1] ?? '').split(', '),
});
