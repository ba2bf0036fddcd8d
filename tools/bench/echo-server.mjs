// What any server in Node.js has to pay: it reads a body and sends it back.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  });
});
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ origin: `http://127.0.0.1:${server.address().port}` })),
);
process.stdin.resume().once('close', () => process.exit());
