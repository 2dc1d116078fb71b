// A port that nobody listens at. In: nothing. Out: its number; another process could take it before it is used.

import { createServer } from 'node:net';

export async function freePort() {
  const server = createServer();
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const { port } = server.address();
  await new Promise((done) => { server.close(done); });
  return port;
}
