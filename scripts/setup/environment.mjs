import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { playground } from './root.mjs';

const FILE = path.join(playground, '.env');

/** The playground's secrets, made at the first start and kept in `playground/.env`, which git ignores. */
export function ensureEnvironment() {
  const known = fs.existsSync(FILE) ? parse(fs.readFileSync(FILE, 'utf8')) : {};
  const values = { ...fresh(), ...known };
  if (Object.keys(values).some((name) => !(name in known))) {
    const lines = Object.entries(values).map(([name, value]) => `${name}=${value}`);
    fs.writeFileSync(FILE, `# Made by npm start. Secrets of this playground only.\n${lines.join('\n')}\n`, { mode: 0o600 });
  }
  return values;
}

function fresh() {
  const secret = () => randomBytes(24).toString('base64url');
  return {
    APP_KEYS: `${secret()},${secret()}`,
    ADMIN_JWT_SECRET: secret(),
    API_TOKEN_SALT: secret(),
    TRANSFER_TOKEN_SALT: secret(),
    JWT_SECRET: secret(),
    ENCRYPTION_KEY: secret(),
    // Of the demo's application in the local Microsoft 365.
    SANDBOX_CLIENT_SECRET: secret(),
    // Strapi wants an upper and a lower case letter and a digit.
    DEMO_PASSWORD: `Demo-${randomBytes(4).toString('hex')}-1`,
  };
}

function parse(text) {
  const pairs = text.split(/\r?\n/).flatMap((line) => {
    const match = /^([A-Z_]+)=(.+)$/.exec(line.trim());
    return match ? [[match[1], match[2]]] : [];
  });
  return Object.fromEntries(pairs);
}
