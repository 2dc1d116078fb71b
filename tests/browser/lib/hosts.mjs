// Real web servers of one's own. In: a kit, a certificate. Out: a running nginx or Apache that
// serves the kit's site at its own path, with what the kit says for that server.
// Invariant: a server runs in the foreground as a child, from a folder of its own, and is ended by its process id.

import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './port.mjs';

/** A folder with the site uploaded as it is, where its address says. */
function upload(kit, certificate) {
  const folder = mkdtempSync(join(tmpdir(), 'browser-host-'));
  chmodSync(folder, 0o755);
  const place = join(folder, 'root', kit.address.pathname);
  mkdirSync(dirname(place), { recursive: true });
  cpSync(kit.site, place, { recursive: true });
  mkdirSync(join(folder, 'scratch'));
  copyFileSync(certificate.key, join(folder, 'key.pem'));
  copyFileSync(certificate.cert, join(folder, 'cert.pem'));
  return folder;
}

function nginxConfig(kit, folder, port) {
  const work = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((what) => `  ${what}_temp_path ${folder}/scratch/${what};`);
  return `daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
  include /etc/nginx/mime.types;
  access_log off;
${work.join('\n')}
  server {
    listen 127.0.0.1:${port} ssl;
    server_name ${kit.address.hostname};
    ssl_certificate ${folder}/cert.pem;
    ssl_certificate_key ${folder}/key.pem;
    root ${folder}/root;
    include ${resolve(kit.folder, 'hosting/nginx.conf')};
  }
}
`;
}

function apacheConfig(kit, folder, port) {
  const modules = ['mpm_event', 'authz_core', 'dir', 'mime', 'headers', 'socache_shmcb', 'ssl'];
  const load = modules.map((one) => `LoadModule ${one}_module /usr/lib/apache2/modules/mod_${one}.so`);
  const user = process.getuid() === 0 ? 'User www-data\nGroup www-data' : '';
  return `ServerRoot ${folder}
DefaultRuntimeDir ${folder}/scratch
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
Listen 127.0.0.1:${port}
ServerName ${kit.address.hostname}
${user}
${load.join('\n')}
TypesConfig /etc/mime.types
SSLEngine on
SSLCertificateFile ${folder}/cert.pem
SSLCertificateKeyFile ${folder}/key.pem
DocumentRoot ${folder}/root
<Directory ${folder}/root>
  AllowOverride All
  Require all granted
</Directory>
`;
}

const SERVERS = {
  nginx: { program: '/usr/sbin/nginx', needs: (kit) => join(kit.folder, 'hosting', 'nginx.conf'), config: nginxConfig,
    args: (folder) => ['-p', folder, '-e', `${folder}/error.log`, '-c', `${folder}/server.conf`] },
  apache2: { program: '/usr/sbin/apache2', needs: (kit) => join(kit.site, '.htaccess'), config: apacheConfig,
    args: (folder) => ['-D', 'FOREGROUND', '-f', `${folder}/server.conf`] },
};
export const NAMES = Object.keys(SERVERS);

/** Whether something answers at a port. */
function answers(port) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
    socket.on('error', () => done(false));
  });
}

async function waitFor(child, port) {
  for (let time = 0; time < 50; time += 1) {
    if (child.exitCode !== null) return false;
    if (await answers(port)) return true;
    await sleep(100);
  }
  return false;
}

/** What keeps a server from serving a kit, or nothing. */
export function obstacle(name, kit) {
  const { program, needs } = SERVERS[name];
  if (!existsSync(program)) return `${name} is not installed: apt-get install ${name}`;
  return existsSync(needs(kit)) ? undefined : `${needs(kit).split('/').at(-1)} is not there`;
}

/** Serves a kit by a real server while a function runs with its port. */
export async function serving(name, kit, certificate, use) {
  const { program, config, args } = SERVERS[name];
  const folder = upload(kit, certificate);
  const port = await freePort();
  writeFileSync(join(folder, 'server.conf'), config(kit, folder, port));
  const child = spawn(program, args(folder), { stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (part) => { words += part; });
  const ended = new Promise((done) => { child.on('exit', done); });
  try {
    if (!(await waitFor(child, port))) throw new Error(`${name} does not start: ${words.trim()}`);
    return await use(port);
  } finally {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  }
}
