// Read by Node versions that are too old for the rest: no syntax newer than ES2015 but for `import()`.
import { nodeProblem } from './check-node.mjs';

/** Runs what `load` resolves to, a function from arguments to exit code, unless this Node is too old for it. */
export function enter(load) {
  const problem = nodeProblem(process.versions.node);
  if (problem) {
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  load()
    .then((main) => main(process.argv.slice(2)))
    .then(
      (code) => {
        process.exitCode = code;
      },
      (error) => {
        console.error(error);
        process.exitCode = 1;
      },
    );
}
