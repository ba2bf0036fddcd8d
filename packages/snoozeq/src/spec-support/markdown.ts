/** A fenced block of code. */
export interface CodeBlock {
  readonly language: string;
  readonly code: string;
  /** The file that a comment right before the fence names. */
  readonly file?: string;
}

const BLOCK = /(?:<!-- (?<file>\S+) -->\n+)?^```(?<language>\w*)\n(?<code>[^]*?)^```$/gm;

export const codeBlocks = (markdown: string): readonly CodeBlock[] =>
  [...markdown.matchAll(BLOCK)].map(({ groups = {} }) => {
    const { language = '', code = '', file } = groups;
    return { language, code, ...(file !== undefined && { file }) };
  });

/** The commands of all shell blocks, one string each; a line that ends with a backslash goes on in the next one. */
export const shellCommands = (markdown: string): readonly string[] =>
  codeBlocks(markdown)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ code }) => code.replace(/\\\n\s*/g, '').split('\n'))
    .filter((line) => line !== '');

/** Targets of links and images that are not addresses, without their fragments. */
export const localLinks = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/\]\((?!https?:)(?<target>[^)#]+)/g)].map(({ groups }) => groups?.['target'] ?? '');
