import { generate } from './generate.mjs';

/** Which of the changes it takes to fail: leaves out one after the other for as long as the request still fails. */
export const shrunk = async (failure, { seed, world, judge }) => {
  const { request } = failure;
  let smallest = failure;
  let kept = request.changes.slice(1).map((_name, position) => position);
  for (const position of [...kept]) {
    const fewer = kept.filter((each) => each !== position);
    if (fewer.length === 0) break;
    const candidate = generate({ seed, leg: request.leg, index: request.index }, world, (each) =>
      fewer.includes(each),
    );
    const found = await judge(candidate);
    if (found === undefined) continue;
    kept = fewer;
    smallest = { request: candidate, fault: found };
  }
  return smallest;
};
