import fs from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium of this computer; `CHROMIUM_PATH` names another one. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM_PATH, ...usual].find((path) => path && fs.existsSync(path));
  if (!executablePath) throw new Error(`No Chromium at ${usual.join(', ')}. Install one, or name it in CHROMIUM_PATH.`);
  return chromium.launch({ executablePath, args: flags });
}
