// Cloudflare's and Netlify's files, read by what these hosts read them with. In: a folder with
// what was published for both. Out: a line for each host; the first fault ends the run.
// Invariant: nothing leaves this machine, and the emulator is ended by its own process.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseAllHeaders } from '@netlify/headers-parser';
import { parseAllRedirects } from '@netlify/redirect-parser';
import { freePort } from '../browser/lib/port.mjs';

const work = resolve(process.argv[2]);
const CLIENTS = ['acme', 'acme-zorg', 'smit'];
const HEADERS = ['content-security-policy', 'permissions-policy', 'referrer-policy', 'x-content-type-options', 'x-robots-tag'];

async function netlify() {
  const root = join(work, 'netlify/vp.example.nl');
  const { headers, errors } = await parseAllHeaders({ headersFiles: [join(root, '_headers')], minimal: true });
  assert.deepEqual(errors, []);
  assert.deepEqual(headers.map((rule) => rule.for), ['/', ...CLIENTS.map((client) => `/${client}/*`)]);
  for (const { for: path, values } of headers) {
    assert.deepEqual(Object.keys(values).map((name) => name.toLowerCase()).sort(), HEADERS, path);
    const client = path.split('/')[1];
    const end = client ? `'self' https://${client}.sharepoint.com` : "'none'";
    assert.ok(values['Content-Security-Policy'].endsWith(end), values['Content-Security-Policy']);
  }
  const parsed = await parseAllRedirects({ redirectsFiles: [join(root, '_redirects')], minimal: true });
  assert.deepEqual(parsed.errors, []);
  const lines = parsed.redirects.map(({ from, to, status }) => [from, to, status]);
  assert.deepEqual(lines, CLIENTS.map((client) => [`/${client}/*`, `/${client}/404.html`, 404]));
  console.log("netlify: its own parsers read one rule for each client, and each client's missing page");
}

/** Names with the values of an answer, each as often as it came. */
function sent(answer, name) {
  return answer.headers.get(name) ?? '';
}

async function cloudflare() {
  const root = join(work, 'cloudflare/vp.example.nl');
  const [port, inspector] = [await freePort(), await freePort()];
  const cli = resolve('node_modules/wrangler/bin/wrangler.js');
  const args = [cli, 'pages', 'dev', root, '--port', port, '--ip', '127.0.0.1', '--inspector-port', inspector, '--compatibility-date', '2025-07-18'];
  const env = { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' };
  const emulator = spawn(process.execPath, args.map(String), { cwd: work, env, stdio: 'pipe', detached: true });
  let said = '';
  for (const stream of [emulator.stdout, emulator.stderr]) stream.on('data', (text) => { said += text; });
  try {
    const ask = (path) => fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' });
    for (let time = 0; ; time += 1) {
      try { await ask('/'); break; } catch { assert.ok(time < 300 && emulator.exitCode === null, said); }
      await sleep(100);
    }
    const nothing = readFileSync(join(root, 'index.html'), 'utf8');
    for (const client of CLIENTS) {
      const file = (name) => readFileSync(join(root, client, name), 'utf8');
      const card = readdirSync(join(root, client, 'assets')).find((name) => name.endsWith('.vcf'));
      for (const [path, status, body] of [['', 200, file('index.html')], ['nope.html', 404, file('404.html')],
        ['no/such/page', 404, file('404.html')], [`assets/${card}`, 200, file(`assets/${card}`)]]) {
        const answer = await ask(`/${client}/${path}`);
        assert.equal(answer.status, status, `/${client}/${path}`);
        assert.equal(await answer.text(), body, `/${client}/${path}`);
        const policy = sent(answer, 'content-security-policy');
        assert.ok(policy.endsWith(`frame-ancestors 'self' https://${client}.sharepoint.com`), `${path}: ${policy}`);
        assert.equal(policy.match(/default-src/g).length, 1, policy);
        assert.equal(sent(answer, 'x-robots-tag'), 'noindex, nofollow, noarchive');
        assert.equal(sent(answer, 'referrer-policy'), 'no-referrer');
        assert.equal(sent(answer, 'x-content-type-options'), 'nosniff');
        if (path.endsWith('.vcf')) assert.match(sent(answer, 'content-type'), /^text\/(x-)?vcard/);
      }
      const bare = await ask(`/${client}`);
      assert.ok([301, 307, 308].includes(bare.status), `/${client}: ${bare.status}`);
      assert.ok(bare.headers.get('location').endsWith(`/${client}/`));
    }
    const first = await ask('/');
    assert.equal(await first.text(), nothing);
    assert.ok(sent(first, 'content-security-policy').endsWith("frame-ancestors 'none'"));
    const lost = await ask('/acmee/');
    assert.equal(lost.status, 404);
    assert.equal(await lost.text(), nothing);
    for (const hidden of ['/_headers', '/.vpsite/published.json']) {
      assert.ok(!(await (await ask(hidden)).text()).includes('acme-zorg'), hidden);
    }
    assert.match(said, /Parsed 4 valid header rules/);
  } finally {
    process.kill(-emulator.pid, 'SIGTERM');
    await new Promise((done) => { emulator.once('exit', done); });
  }
  console.log("cloudflare: its emulator sends each header once, and each client's missing page");
}

await netlify();
await cloudflare();
