// Debian's Chromium, driven by playwright-core: shared by check.mjs and shots.mjs.
import { createRequire } from 'node:module';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export function load(modules, name) {
    return createRequire(join(modules, 'package.json'))(name);
}

export function open(modules) {
    return load(modules, 'playwright-core').chromium.launch({
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
            '--disable-component-update', '--disable-sync'],
    });
}

// Every file under `folder` whose name ends in `suffix`, sorted.
export function filesUnder(folder, suffix) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? filesUnder(path, suffix) : path.endsWith(suffix) ? [path] : [];
    }).sort();
}

// Runs `work(item)` on the items, `width` at a time.
export async function each(items, width, work) {
    const queue = items.slice();
    await Promise.all(Array.from({ length: width }, async () => {
        while (queue.length) await work(queue.shift());
    }));
}
