/** Instructions of a Dockerfile, in order, each with its stage, from 0. Continued lines are not used in ours. */
export const readDockerfile = (text) => {
  let stage = -1;
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name, rest] = /^([A-Z]+) (.*)$/.exec(line);
      if (name === 'FROM') stage += 1;
      return { stage, name, rest };
    });
};

/** The words of an instruction in exec form: `["a", "b"]`, also behind options, as in HEALTHCHECK. */
export const execForm = ({ rest }) => JSON.parse(rest.slice(rest.indexOf('[')));
