import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cache, root } from './root.mjs';

/** Does `build` unless these inputs are the ones of its last success and what it makes is still there. */
export async function whenChanged(name, { inputs, outputs, also = '' }, build) {
  const stamp = path.join(cache, `${name}.inputs`);
  const now = hash(inputs, also);
  const isThere = outputs.every((output) => fs.existsSync(path.join(root, output)));
  if (isThere && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === now) return false;
  fs.rmSync(stamp, { force: true });
  await build();
  fs.mkdirSync(cache, { recursive: true });
  fs.writeFileSync(stamp, now);
  return true;
}

function hash(inputs, also) {
  const digest = createHash('sha256').update(also);
  for (const input of inputs) {
    for (const file of filesBelow(path.join(root, input))) {
      digest.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
    }
  }
  return digest.digest('hex');
}

function* filesBelow(place) {
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isFile()) {
    if (!/\.test\.tsx?$/.test(place)) yield place;
    return;
  }
  for (const name of fs.readdirSync(place).sort()) yield* filesBelow(path.join(place, name));
}
