// Firefox and WebKit, for what must hold in every browser. In: a world, and whether scripts run.
// Out: the same few acts for both: open, click, press, go back, look. Firefox is led by WebDriver BiDi,
// WebKitGTK by its own driver, on a screen that nobody sees.
// Invariant: every address leads through a proxy of ours into the world; what asks for another host
// is in the world's log like everything else.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { within } from './browser.mjs';
import { freePort } from './port.mjs';

const FIREFOX = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);

/** The small browser that WebKitGTK's driver leads, which lies beside the library of its version. */
function miniBrowser() {
  for (const triple of readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'))) {
    for (const version of ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0']) {
      const path = join('/usr/lib', triple, version, 'MiniBrowser');
      if (existsSync(path)) return path;
    }
  }
  return undefined;
}

/**
 * A SOCKS proxy (RFC 1928) that takes every host for the world. Returns its port and how to end it.
 * What does not want TLS is refused, and stands in the world's log by its host.
 */
async function proxyInto(world) {
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => socket.destroy()));
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', (request) => {
        // A name, never a number: names are looked up here.
        const host = request[3] === 3 ? request.subarray(5, 5 + request[4]).toString() : 'an address in numbers';
        if (request.readUInt16BE(request.length - 2) !== 443) {
          world.log.push({ host, path: 'without TLS', headers: {} });
          socket.end(Buffer.from([5, 2, 0, 1, 0, 0, 0, 0, 0, 0]));
          return;
        }
        const onward = connect(world.port, '127.0.0.1', () => {
          socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
          socket.pipe(onward).pipe(socket);
        });
        sockets.add(onward.on('error', () => socket.destroy()));
      });
    });
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const stop = () => { sockets.forEach((one) => one.destroy()); server.close(); };
  return { port: server.address().port, stop };
}

/** Asks until something is so, for a few seconds. */
export async function until(so, seconds = 15) {
  const end = Date.now() + seconds * 1000;
  do {
    if (await so().catch(() => false)) return true;
    await sleep(25);
  } while (Date.now() < end);
  return false;
}

/** Seconds that a browser may take to start where other work fills the machine. */
const START = 90;

/** What Firefox must do, and not do by itself. */
const prefs = (proxy, script) => ({
  'javascript.enabled': script,
  'network.proxy.type': 1, 'network.proxy.no_proxies_on': '',
  'network.proxy.socks': '127.0.0.1', 'network.proxy.socks_port': proxy, 'network.proxy.socks_version': 5, 'network.proxy.socks_remote_dns': true,
  'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,none', 'app.update.disabledForTesting': true, 'app.normandy.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false, 'browser.safebrowsing.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false, 'browser.startup.page': 0, 'browser.aboutConfig.showWarning': false,
  'browser.newtabpage.enabled': false, 'browser.region.network.url': '', 'browser.search.update': false,
  'datareporting.policy.dataSubmissionEnabled': false, 'toolkit.telemetry.server': 'data:,none',
  'extensions.update.enabled': false, 'extensions.getAddons.cache.enabled': false, 'extensions.systemAddon.update.enabled': false,
  'media.gmp-manager.updateEnabled': false, 'dom.disable_open_during_load': false,
});

/** Firefox, by WebDriver BiDi. */
class Firefox {
  name = 'Firefox';
  waiting = new Map();
  last = 0;

  async launch({ proxy, script }) {
    if (!FIREFOX) throw new Error('no Firefox: apt-get install firefox-esr');
    this.profile = mkdtempSync(join(tmpdir(), 'browser-firefox-'));
    const lines = Object.entries(prefs(proxy, script)).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
    writeFileSync(join(this.profile, 'user.js'), lines.join(''));
    this.child = spawn(FIREFOX, ['--headless', '--no-remote', '--remote-debugging-port', '0', '--profile', this.profile, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: '1', HOME: this.profile } });
    this.socket = new WebSocket(`${await this.address()}/session`);
    this.socket.on('message', (text) => {
      const { id, type, result, message } = JSON.parse(text);
      const { done, fail } = this.waiting.get(id) ?? {};
      this.waiting.delete(id);
      if (type === 'error') fail?.(new Error(message)); else done?.(result);
    });
    await once(this.socket, 'open');
    await this.ask('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } }, START);
    const { contexts } = await this.ask('browsingContext.getTree', {});
    this.tab = contexts[0].context;
    this.place = this.tab;
  }

  /** Where it listens, which it says among other things. */
  address() {
    return new Promise((done, fail) => {
      let said = '';
      this.child.stderr.on('data', (text) => {
        said += text;
        const found = said.match(/WebDriver BiDi listening on (ws:\S+)/);
        if (found) done(found[1]);
      });
      this.child.once('exit', () => fail(new Error(`Firefox does not start: ${said.slice(-300)}`)));
      this.child.once('error', fail);
    });
  }

  ask(method, params, seconds = 60) {
    this.last += 1;
    const id = this.last;
    return within(seconds, method, new Promise((done, fail) => {
      this.waiting.set(id, { done, fail });
      this.socket.send(JSON.stringify({ id, method, params }));
    }));
  }

  async open(url) {
    this.place = this.tab;
    await this.ask('browsingContext.navigate', { context: this.tab, url, wait: 'complete' });
  }

  async tree() {
    const { contexts } = await this.ask('browsingContext.getTree', { root: this.tab });
    return contexts[0];
  }

  async url() { return (await this.tree()).url; }

  async enter() {
    await until(async () => !(await this.tree()).children[0].url.startsWith('about:'));
    this.place = (await this.tree()).children[0].context;
  }

  async run(fn) {
    const { result, exceptionDetails } = await this.ask('script.evaluate', {
      expression: `Promise.resolve((${fn})()).then(JSON.stringify)`, target: { context: this.place, sandbox: 'test' }, awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value === undefined ? undefined : JSON.parse(result.value);
  }

  async click(css) {
    const { nodes } = await this.ask('browsingContext.locateNodes', { context: this.place, locator: { type: 'css', value: css } });
    if (nodes.length === 0) throw new Error(`no ${css}`);
    const origin = { type: 'element', element: { sharedId: nodes[0].sharedId } };
    await this.ask('input.performActions', { context: this.place, actions: [{ type: 'pointer', id: 'mouse', actions: [
      { type: 'pointerMove', x: 0, y: 0, origin }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 },
    ] }] });
  }

  async press(value) {
    await this.ask('input.performActions', { context: this.place, actions: [{ type: 'key', id: 'keys', actions: [{ type: 'keyDown', value }, { type: 'keyUp', value }] }] });
  }

  async back() { await this.ask('browsingContext.traverseHistory', { context: this.tab, delta: -1 }); }

  async cookies() { return (await this.ask('storage.getCookies', {})).cookies.map(({ name }) => name); }

  async stop() {
    if (this.socket?.readyState === WebSocket.OPEN) await this.ask('browser.close', {}, 3).catch(() => {});
    this.socket?.terminate();
    if (this.child && this.child.exitCode === null) {
      this.child.kill('SIGKILL');
      await once(this.child, 'exit');
    }
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
/** Keys as WebDriver calls them. */
export const KEYS = { Shift: '\uE008', Tab: '\uE004' };

/** WebKitGTK, by the W3C's WebDriver. */
class WebKit {
  name = 'WebKit';

  children = [];

  /** A screen, then the driver on a free port of its own choice by trying, then a session. */
  async launch({ proxy, script }) {
    const binary = miniBrowser();
    if (!binary || !existsSync('/usr/bin/WebKitWebDriver')) throw new Error('no WebKit: apt-get install webkit2gtk-driver');
    const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    this.children.push(screen);
    const display = await new Promise((done, fail) => {
      screen.stdio[3].once('data', (number) => done(`:${String(number).trim()}`));
      screen.once('error', () => fail(new Error('no screen: apt-get install xvfb')));
      screen.once('exit', () => fail(new Error('the screen does not start')));
    });
    const port = await freePort();
    // No session bus and no sandbox of its own: neither is to be had in a container, and it sees our pages alone.
    const env = { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1' };
    this.children.push(spawn('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' }));
    this.base = `http://127.0.0.1:${port}`;
    if (!await until(async () => (await fetch(`${this.base}/status`)).ok)) throw new Error('the driver of WebKit does not answer');
    const { sessionId } = await this.ask('POST', '/session', { capabilities: { alwaysMatch: {
      acceptInsecureCerts: true, pageLoadStrategy: 'normal',
      'webkitgtk:browserOptions': { binary, args: ['--automation', `--proxy=socks5://127.0.0.1:${proxy}`, ...(script ? [] : ['--enable-javascript=false'])] },
    } } });
    this.base += `/session/${sessionId}`;
  }

  async ask(method, path, body) {
    const answer = await fetch(this.base + path, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(START * 1000) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.error} ${value?.message ?? ''}`);
    return value;
  }

  open(url) { return this.ask('POST', '/url', { url }); }

  url() { return this.ask('GET', '/url'); }

  async enter() { await this.ask('POST', '/frame', { id: 0 }); }

  run(fn) { return this.ask('POST', '/execute/async', { script: `const done = arguments[0]; Promise.resolve((${fn})()).then(done);`, args: [] }); }

  async click(css) {
    const element = await this.ask('POST', '/element', { using: 'css selector', value: css });
    await this.ask('POST', `/element/${element[ELEMENT]}/click`, {});
  }

  press(value) {
    return this.ask('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions: [{ type: 'keyDown', value }, { type: 'keyUp', value }] }] });
  }

  async back() {
    await this.ask('POST', '/frame', { id: null }).catch(() => {});
    await this.ask('POST', '/back', {}).catch(() => {});
  }

  async cookies() { return (await this.ask('GET', '/cookie')).map(({ name }) => name); }

  async stop() {
    if (this.base?.includes('/session/')) await this.ask('DELETE', '').catch(() => {});
    for (const child of this.children.reverse()) child.kill();
  }
}

export const ENGINES = [Firefox, WebKit];

/** Whether the top page gets to an address in time. */
export function arrives(engine, target) {
  return until(async () => await engine.url() === target);
}

/** Runs a function with an engine, which is ended afterwards whatever happens. */
export async function withEngine(Engine, world, script, use) {
  const proxy = await proxyInto(world);
  const engine = new Engine();
  try {
    await within(START, 'starting the browser', engine.launch({ proxy: proxy.port, script }));
    return await use(engine);
  } finally {
    await engine.stop();
    proxy.stop();
  }
}
