// node shots.mjs MODULES FOLDER PAGE...: see tools/shots.
import { mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { each, open } from './browser.mjs';

const [modules, folder, ...pages] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await open(resolve(modules));
const views = pages.flatMap((path) => [360, 768, 1280].map((width) => ({ path, width })));
await each(views, 2, async ({ path, width }) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.goto(pathToFileURL(resolve(path)).href, { waitUntil: 'load' });
    const name = relative('.', path).replace(/^(\.\.\/)+|\.html$/g, '').replace(/\//g, '-');
    const file = join(folder, `${name}-${width}.png`);
    await page.screenshot({ path: file, fullPage: true });
    console.log(file);
    await page.close();
});
await browser.close();
