import { Random } from '../random.mjs';
import { signatureHeaders } from '../emulator/signer.mjs';
import { BAD_BYTES, BAD_FIELDS } from './bad-bodies.mjs';
import { BAD_HEADERS } from './bad-headers.mjs';
import { BAD_SIGNATURES } from './bad-signatures.mjs';
import { BAD_TARGETS } from './bad-targets.mjs';
import { BAD_WIRE } from './bad-wire.mjs';
import { OPERATIONS } from './operations.mjs';
import { jsonText } from './raw-json.mjs';

/** In the order in which changes are made. */
const STAGES = [BAD_TARGETS, BAD_FIELDS, BAD_BYTES, BAD_HEADERS];
/** A server reads bodies of 512 KB, and has no reason to read more. */
const TAKEN_BYTES = 512 * 1_024;
const SENT_BYTES = 1_500_000;
const WIRE_SHARE = 0.12;
const SECOND_CHANGE_SHARE = 0.3;

/**
 * The request `index` of a leg, the same for the same seed. `changes` names what is wrong with it; `keep` makes it with some of
 * these only, by their positions.
 *
 * Legs: `signed` by the known key, `unsigned` or badly signed, `open` for a server that checks no signatures.
 */
export const generate = ({ seed, leg, index }, world, keep = () => true) => {
  const name = `${seed}/${leg}/${index}`;
  const random = new Random(name);
  const operation = random.pick(OPERATIONS);
  const draft = newDraft(operation, world);
  const changes = chosenChanges(draft, leg, random).filter((_change, position) => keep(position));
  const randomOf = (change) => new Random(`${name}/${change.name}`);
  const made = (stage) => changes.filter((change) => stage.includes(change));

  for (const change of [...made(BAD_TARGETS), ...made(BAD_FIELDS)]) change.apply(draft, randomOf(change));
  if (draft.json !== undefined) draft.body = Buffer.from(jsonText(draft.json));
  for (const change of [...made(BAD_BYTES), ...made(BAD_HEADERS)]) change.apply(draft, randomOf(change));
  if (draft.body?.length > TAKEN_BYTES) {
    // What is too large need not be read to its end, and a part of it is too large as well.
    draft.mayClose = true;
    draft.body = draft.body.subarray(0, SENT_BYTES);
  }
  const signature = leg === 'unsigned' ? made(BAD_SIGNATURES)[0] : undefined;
  let bytes = serialised(
    draft,
    signedHeaders(draft, { leg, signature, random: randomOf({ name: 'signature' }) }),
  );
  const wire = made(BAD_WIRE)[0];
  let isHalfClosed = false;
  if (wire) ({ bytes, isHalfClosed = false } = wire.apply(bytes, randomOf(wire)));
  return {
    index,
    leg,
    method: draft.method,
    changes: [operation.name, ...changes.map((change) => change.name)],
    bytes,
    isHalfClosed,
    isWhole: wire === undefined && draft.method !== 'CONNECT',
    mayClose: wire !== undefined || draft.mayClose,
  };
};

const newDraft = (operation, world) => ({
  operation,
  world,
  method: operation.method,
  ids: { ...world },
  tail: '',
  query: operation.name === 'GetMessages' ? [['timeoutInSeconds', '0']] : [],
  headers: [],
  host: world.host,
  json: operation.body && structuredClone(operation.body(world)),
  body: undefined,
  mayClose: false,
});

/** One thing that is wrong, or several. What has no signature, or a wrong one, may be right in all else. */
const chosenChanges = (draft, leg, random) => {
  const isRefusedAnyway = leg === 'unsigned' && !draft.operation.isOwn;
  const changes = isRefusedAnyway ? [random.pick(BAD_SIGNATURES.filter(fitting(draft, random)))] : [];
  if (!isRefusedAnyway || random.chance(0.5)) {
    const stages = STAGES.map((stage) => stage.filter(({ fits }) => fits(draft, random))).filter(
      ({ length }) => length > 0,
    );
    const stage = random.pick(stages);
    changes.push(random.pick(stage));
    // Of another stage: a body that is cut can lose what was added to it, and a long list of large messages is no longer a request.
    const others = stages.filter((each) => each !== stage);
    if (others.length > 0 && random.chance(SECOND_CHANGE_SHARE))
      changes.push(random.pick(random.pick(others)));
  }
  if (random.chance(WIRE_SHARE)) changes.push(random.pick(BAD_WIRE));
  return changes;
};

const fitting =
  (draft) =>
  ({ fits = () => true }) =>
    fits({ body: draft.json });

const targetOf = ({ operation, ids, path, tail, query }) => {
  const own = operation.path.replace(/\{(\w+)\}/g, (_all, name) => ids[name]);
  const text = query.map(([name, value]) => `${name}=${value}`).join('&');
  return `${path ?? own}${tail}${text && `?${text}`}`;
};

const signedHeaders = (draft, { leg, signature, random }) => {
  const { method, host, body, world } = draft;
  const request = { method, target: targetOf(draft), host, body };
  if (signature) return signature.sign(request, world.identity, random);
  return leg === 'signed' ? signatureHeaders(request, world.identity) : [];
};

const serialised = (draft, signed) => {
  const headers = [['host', draft.host], ...draft.headers, ...signed];
  if (draft.body !== undefined || ['POST', 'PUT', 'PATCH'].includes(draft.method)) {
    headers.push(['content-type', 'application/json'], ['content-length', String(draft.body?.length ?? 0)]);
  }
  const head = [
    `${draft.method} ${targetOf(draft)} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'utf8'), draft.body ?? Buffer.alloc(0)]);
};
