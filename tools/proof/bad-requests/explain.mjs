const SHOWN_BYTES = 2_000;
const SIGNATURE = /signature="[\w+/=]{40,}"/;

const shown = (bytes) => {
  const text = JSON.stringify(
    bytes.subarray(0, SHOWN_BYTES).toString('latin1').replace(SIGNATURE, 'signature="…"'),
  );
  return bytes.length > SHOWN_BYTES ? `${text} … ${bytes.length} bytes` : text;
};

/** What a request was, in lines for people. */
export const described = ({ changes, bytes }) => `  ${changes.join('; ')}\n  ${shown(bytes)}`;

/** A failure with all it takes to see it again. */
export const explained = ({ request, fault }, seed) => {
  const { leg, index } = request;
  return [
    `Request ${index} of leg ${leg}, seed ${seed}: ${fault}`,
    described(request),
    `  again: node tools/proof/bad-requests.mjs --seed ${seed} --leg ${leg} --only ${index}`,
  ].join('\n');
};
