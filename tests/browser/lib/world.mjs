// A small internet on loopback. In: kits. Out: a server that answers for every host name:
// each site at its own address with the headers of its `_headers`, pages of other sites made
// by a check, and a plain page for every other host. Every request is kept in `log`.
// Invariant: the browser can reach nothing else, so nothing can leave this machine.

import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer as createPlain } from 'node:http';
import { createServer as createSecure, request } from 'node:https';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.avif': 'image/avif', '.pdf': 'application/pdf',
  '.txt': 'text/plain', '.json': 'application/json', '.vtt': 'text/vtt', '.mp4': 'video/mp4', '.ico': 'image/x-icon',
};
const TEXT = /^(text\/|image\/svg|application\/json)/;

/** A certificate for one run, with the fingerprint by which the browser accepts it. */
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'browser-test-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
    '-days', '2', '-subj', '/CN=test', '-addext', 'subjectAltName=DNS:*.test', '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const der = new X509Certificate(readFileSync(cert)).publicKey.export({ type: 'spki', format: 'der' });
  return { folder, key, cert, print: createHash('sha256').update(der).digest('base64') };
}

/** The file a path stands for below a folder, or nothing. */
function fileAt(folder, path) {
  const inside = normalize(join('/', decodeURIComponent(path)));
  const full = join(folder, inside);
  if (existsSync(full) && statSync(full).isDirectory()) return fileAt(folder, `${path}/index.html`);
  return existsSync(full) ? full : undefined;
}

function answerFile(file, status, headers) {
  return { status, headers: [['Content-Type', TYPES[extname(file)] ?? 'application/octet-stream'], ...headers], body: readFileSync(file) };
}

/** The header by which a scene's requests are known. */
export const SCENE = 'x-scene';

export class World {
  log = [];
  mounts = [];
  made = new Map();
  held = new Map();
  /** Headers of every other host, by scene. */
  elsewhere = new Map();

  constructor(kits) {
    for (const kit of kits) {
      this.mounts.push({ host: kit.address.host, path: kit.address.pathname, folder: kit.site, headers: kit.headers });
      this.mounts.push({ host: kit.kitHost, path: '/', folder: kit.folder, headers: [] });
    }
    // The longest path wins where sites share a host.
    this.mounts.sort((a, b) => b.path.length - a.path.length);
    this.certificate = certificate();
  }

  /** Puts a page of some other site into the world. */
  make(url, html) {
    this.made.set(url, html);
    return url;
  }

  /**
   * Keeps a host's answers to one scene back until the returned function is called. Scenes run side by
   * side, and what they ask for carries their number (`SCENE`).
   */
  hold(host, scene) {
    let release;
    const wait = new Promise((done) => { release = done; });
    const key = `${host} ${scene}`;
    this.held.set(key, wait);
    return () => { this.held.delete(key); release(); };
  }

  /** What a server of this world says to a request. */
  answer(host, path, scene) {
    const made = this.made.get(`https://${host}${path}`);
    if (made !== undefined) return { status: 200, headers: [['Content-Type', TYPES['.html']]], body: Buffer.from(made) };
    const mount = this.mounts.find((one) => one.host === host && path.startsWith(one.path));
    if (mount) {
      const file = fileAt(mount.folder, path.slice(mount.path.length));
      if (file) return answerFile(file, 200, mount.headers);
      const missing = join(mount.folder, '404.html');
      if (existsSync(missing)) return answerFile(missing, 404, mount.headers);
      return { status: 404, headers: [], body: Buffer.from('') };
    }
    if (path === '/favicon.ico') return { status: 204, headers: [], body: Buffer.from('') };
    const html = '<!doctype html><html lang="en"><title>Elsewhere</title><p>Elsewhere</p>';
    return { status: 200, headers: [['Content-Type', TYPES['.html']], ...(this.elsewhere.get(scene) ?? [])], body: Buffer.from(html) };
  }

  async handle(req, res) {
    const { host } = req.headers;
    const path = req.url.split('?')[0];
    const scene = req.headers[SCENE];
    this.log.push({ host, path: req.url, headers: req.headers, scene });
    await this.held.get(`${host} ${scene}`);
    const { status, headers, body } = this.answer(this.alias ?? host, path, scene);
    const type = headers.find(([name]) => name === 'Content-Type')?.[1] ?? '';
    const zip = TEXT.test(type) && /gzip/.test(req.headers['accept-encoding'] ?? '');
    for (const [name, value] of headers) res.setHeader(name, value);
    if (zip) res.setHeader('Content-Encoding', 'gzip');
    res.statusCode = status;
    res.end(req.method === 'HEAD' ? undefined : zip ? gzipSync(body) : body);
  }

  /** Starts listening. With an alias, plain HTTP, and every host is that one. */
  async start(alias) {
    this.alias = alias;
    const handler = (req, res) => this.handle(req, res).catch((error) => { res.statusCode = 500; res.end(String(error)); });
    const { key, cert } = this.certificate;
    this.server = alias ? createPlain(handler) : createSecure({ key: readFileSync(key), cert: readFileSync(cert) }, handler);
    await new Promise((done) => { this.server.listen(0, '127.0.0.1', done); });
    this.port = this.server.address().port;
    return this;
  }

  async stop() {
    for (const url of this.held.keys()) this.held.delete(url);
    this.server.closeAllConnections();
    await new Promise((done) => { this.server.close(done); });
    rmSync(this.certificate.folder, { recursive: true });
  }

  /** Asks a server for an address, without a browser; another port asks another server. */
  get(url, port = this.port) {
    const { host, pathname, search } = new URL(url);
    const options = { host: '127.0.0.1', port, path: pathname + search, headers: { Host: host }, servername: host, rejectUnauthorized: false };
    return new Promise((done, fail) => {
      request(options, (res) => {
        const parts = [];
        res.on('data', (part) => parts.push(part));
        res.on('end', () => done({ status: res.statusCode, headers: res.headers, raw: res.rawHeaders, body: Buffer.concat(parts) }));
      }).on('error', fail).end();
    });
  }
}

let frames = 0;

/** A page of an origin that shows an address in a frame; returns the page's address. */
export function framePage(world, origin, src, { sandbox, size = 'width:100%;height:100%' } = {}) {
  frames += 1;
  const box = sandbox === undefined ? '' : ` sandbox="${sandbox}"`;
  return world.make(`${origin}/frame-${frames}.html`, `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Around</title>
<style>html,body{margin:0;height:100%}iframe{border:0;display:block;${size}}</style></head>
<body><iframe title="Site" src="${src}"${box}></iframe></body></html>`);
}
