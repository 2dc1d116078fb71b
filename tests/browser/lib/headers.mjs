// Reads a `_headers` file. In: its path. Out: [name, value] pairs of its `/*` block.
// Invariant: a line that is not understood is an error, not a header less.

import { readFileSync } from 'node:fs';

export function readHeaders(path) {
  const [first, ...rest] = readFileSync(path, 'utf8').split('\n').filter((line) => line.trim());
  if (first !== '/*') throw new Error(`${path}: the first line is not /*`);
  return rest.map((line) => {
    const found = line.match(/^\s+([A-Za-z-]+): (.+)$/);
    if (!found) throw new Error(`${path}: not a header: ${line}`);
    return [found[1], found[2]];
  });
}
