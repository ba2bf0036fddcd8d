import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { ROOT } from './places.mjs';

// The files of most snippets do not exist, so the type checker does not know them.
const withoutTypes = new ESLint({ cwd: ROOT, overrideConfig: [tseslint.configs.disableTypeChecked] });
const withTypes = new ESLint({ cwd: ROOT });

const rulesOf = ([{ messages }]) => messages.map(({ ruleId, message }) => ruleId ?? message).sort();

/** Rules that object to `code` as the text of `file`, by the configuration that the file really gets. */
export const rulesAgainst = async (file, code) =>
  rulesOf(await withoutTypes.lintText(`${code}\n`, { filePath: join(ROOT, file) }));

/** Ids of the messages, for a rule that objects to more than one thing. */
export const messageIdsAgainst = async (file, code) => {
  const [{ messages }] = await withoutTypes.lintText(`${code}\n`, { filePath: join(ROOT, file) });
  return messages.map(({ messageId }) => messageId);
};

/** As `rulesAgainst`, with type information; `file` must exist, its text is replaced by `code`. */
export const typedRulesAgainst = async (file, code) =>
  rulesOf(await withTypes.lintText(`${code}\n`, { filePath: join(ROOT, file) }));
