import { chromium } from 'playwright-core';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-proxy-server'] });
const tab = await browser.newPage();
const t0 = performance.now();
const say = (...a) => console.log(((performance.now() - t0)/1000).toFixed(2), ...a);
tab.on('console', (m) => say('console', m.text()));
tab.on('request', (r) => say('->', r.url()));
tab.on('requestfinished', (r) => say('<-', r.url()));
tab.on('requestfailed', (r) => say('XX', r.url(), r.failure().errorText));
tab.on('domcontentloaded', () => say('dcl'));
tab.on('load', () => say('load'));
try { await tab.goto(process.argv[2], { waitUntil: 'load', timeout: 60000 }); say('goto done'); } catch (e) { say(String(e).slice(0, 200)); }
await browser.close();
