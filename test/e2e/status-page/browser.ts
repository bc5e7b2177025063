import { existsSync } from 'node:fs';
import packed from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

const installed = '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium: the one inside the npm package where it runs (Linux on x64), else an installed one. */
export const launchBrowser = async (more: readonly string[] = []): Promise<Browser> => {
  const all = [...args, ...more];
  try {
    return await chromium.launch({ executablePath: await packed.executablePath(), args: all });
  } catch (error) {
    if (!existsSync(installed)) throw error;
    return chromium.launch({ executablePath: installed, args: all });
  }
};
