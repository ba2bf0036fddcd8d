import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { WORKSPACE } from './places.mjs';
import { resultTable } from './table.mjs';
import { sdkVersions } from './versions.mjs';

const RESULTS = /(<!-- generated:results -->\n)[^]*?(\n<!-- end -->)/;
const EXAMPLE = /(<!-- (tools\/interop\/\S+) -->\n+```\w+\n)[^]*?(^```$)/gm;

/** The page with the table of `results`, where it has a place for it, and with each example as its file has it. */
export const writtenPage = async (page, results) => {
  const table = resultTable(results, sdkVersions());
  return formatted(
    'page.md',
    page
      .replace(RESULTS, (_whole, begin, end) => `${begin}\n${table}\n${end}`)
      .replace(EXAMPLE, (_whole, begin, file, end) => `${begin}${exampleText(file)}${end}`),
  );
};

const exampleText = (file) => readFileSync(join(WORKSPACE, file), 'utf8');

/** As `npm run format` would leave it. */
export const formatted = async (file, text) => {
  const filepath = join(WORKSPACE, file);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
};
