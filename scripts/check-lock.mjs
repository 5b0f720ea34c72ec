// A lockfile made against an incomplete registry lacks other systems' binaries, and `npm ci` then fails there (or here).
import { readFileSync } from 'node:fs';

const packages = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')).packages;
const problems = [];
for (const [path, p] of Object.entries(packages)) {
  if (p.resolved) problems.push(`${path} records where it came from`);
  if (path && !p.integrity) problems.push(`${path} has no integrity hash`);
  for (const name of Object.keys(p.optionalDependencies ?? {})) {
    const parts = path.split('/node_modules/');
    const places = parts.map((_, i) => `${parts.slice(0, i + 1).join('/node_modules/')}/`.replace(/^\//, ''));
    if (!['', ...places].some((at) => packages[`${at}node_modules/${name}`])) problems.push(`${path} needs ${name}`);
  }
}
if (problems.length) {
  console.error(`package-lock.json is incomplete:\n  ${problems.join('\n  ')}`);
  process.exit(1);
}
console.log(`package-lock.json: ${Object.keys(packages).length - 1} packages, complete`);
