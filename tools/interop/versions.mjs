import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HERE } from './places.mjs';

const pinned = (file, pattern) => {
  const found = pattern.exec(readFileSync(join(HERE, file), 'utf8'))?.[1];
  if (found === undefined) throw new Error(`${file} has no version that matches ${pattern}.`);
  return found;
};

/** The pinned version of each SDK and other client, in the order of the table. */
export const sdkVersions = () => ({
  TypeScript: pinned('package.json', /"oci-queue": "(.+)"/),
  Python: pinned('python/requirements.txt', /^oci==(.+)$/m),
  'oci-cli': pinned('python/requirements.txt', /^oci-cli==(.+)$/m),
  'stomp.py': pinned('python/requirements.txt', /^stomp-py==(.+)$/m),
  Java: pinned('java/pom.xml', /<oci.version>(.+)</),
  Go: pinned('go/go.mod', /oci-go-sdk\/v65 v(\S+)/),
});
