// A static file server without dependencies. `node scripts/serve.mjs DIR --port N [--base /sub/] [--isolate]`
// --isolate sends the COOP/COEP headers; without it the server behaves like a plain static host.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '4173' },
    host: { type: 'string', default: '127.0.0.1' },
    base: { type: 'string', default: '/' },
    isolate: { type: 'boolean', default: false },
  },
});
const root = resolve(positionals[0] ?? 'dist');
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};
createServer(async (req, res) => {
  const head = { 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' };
  if (values.isolate) {
    head['Cross-Origin-Opener-Policy'] = 'same-origin';
    head['Cross-Origin-Embedder-Policy'] = 'require-corp';
    head['Cross-Origin-Resource-Policy'] = 'same-origin';
  }
  try {
    const path = decodeURIComponent(new URL(req.url ?? '/', 'http://x').pathname);
    let file = path.startsWith(values.base) ? normalize(join(root, path.slice(values.base.length))) : '';
    if (file !== root && !file.startsWith(root + sep)) throw new Error('outside');
    if ((await stat(file)).isDirectory()) file = join(file, 'index.html');
    const { size } = await stat(file);
    res.writeHead(200, {
      ...head,
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Length': size,
    });
    if (req.method === 'HEAD') res.end();
    else createReadStream(file).pipe(res);
  } catch {
    res.writeHead(404, { ...head, 'Content-Type': 'text/plain' }).end('not found\n');
  }
}).listen(Number(values.port), values.host, () =>
  console.log(`http://${values.host}:${values.port}${values.base}${values.isolate ? ' (isolated)' : ''}`),
);
