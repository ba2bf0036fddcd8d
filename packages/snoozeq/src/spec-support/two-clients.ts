// Run by a test: what a client of Oracle's SDK sends with Node's own fetch, in a process that has our transport too.
import '@snoozeq/transport-oci';

const body = '{}';
const headers = { 'content-length': String(body.length) };
const reply = await fetch(process.argv[2] ?? '', { method: 'POST', body, headers });
console.log(`answered ${reply.status}`);
