// The slides of a meeting from file://, as a speaker with a keyboard shows them, from the left and from the right.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { filesUnder } from './browser.mjs';

const sheet = (title, word) => `---\ntitle: ${title}\nkind: reunion\ndate: 2026-09-24\n---\n\n# ${word} 1\n\n## ${word} 2\n\n${word}.\n\n`
    + `::: notes\n${word} notes\n:::\n\n## ${word} 3\n\n${Array.from({ length: 60 }, (_, i) => `- ${word} ${i}`).join('\n')}\n`;

function build(livret) {
    const temp = mkdtempSync(join(tmpdir(), 'livret-slides-'));
    for (const [lang, title, word] of [['fr', 'Réunion', 'Mot'], ['ar', 'اجتماع', 'كلمة']]) {
        mkdirSync(join(temp, 'content', lang), { recursive: true });
        writeFileSync(join(temp, 'content', lang, 'index.md'), `---\ntitle: ${title}\n---\n\n${word}.\n`);
        writeFileSync(join(temp, 'content', lang, 'reunion.md'), sheet(title, word));
    }
    writeFileSync(join(temp, 'livret.yml'), 'title: {fr: Essai, ar: تجربة}\nlanguages: [fr, ar]\n');
    execFileSync(livret, ['build', '-q', '-s', temp, '-o', join(temp, 'output'), '--only', 'site'], { stdio: 'ignore' });
    return temp;
}

const look = (page) => page.evaluate(() => ({
    open: document.querySelector('.presentation')?.open ?? false,
    shown: [...document.querySelectorAll('.diapo')].map((e, i) => (e.checkVisibility() ? i : -1)).filter((i) => i >= 0),
    said: document.querySelector('.presentation [role="status"]').textContent,
    notes: [...document.querySelectorAll('.notes-orateur')].filter((e) => e.checkVisibility()).length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
}));

async function present(page, folder, lang) {
    await page.goto(pathToFileURL(join(folder, lang, 'reunion/index.html')).href);
    await page.focus('#presenter');
    await page.keyboard.press('Enter');
}

const at = async (page, keys, wanted) => {
    for (const key of keys) await page.keyboard.press(key);
    const now = await look(page);
    return now.open && now.shown.length === 1 && now.shown[0] === wanted ? null : `${keys.join(' ')}: ${JSON.stringify(now)} instead of ${wanted}`;
};

// [name, test]: a test gives what is wrong, or nothing. The first slide is a cover that the page does not show.
const tests = {
    async 'one at a time, by the keys, and back'(page, { folder }) {
        await present(page, folder, 'fr');
        for (const [keys, wanted] of [[[], 0], [['ArrowRight'], 1], [['PageDown'], 2], [['ArrowLeft'], 1], [['End'], 3], [['ArrowRight'], 3],
            [['PageUp'], 2], [['Home'], 0], [['ArrowLeft'], 0], [['ArrowRight', 'ArrowRight'], 2]]) {
            const fault = await at(page, keys, wanted);
            if (fault) return fault;
        }
        await page.keyboard.press('Escape');
        // The dialog tells that it closed a moment later.
        await page.waitForFunction(() => [...document.querySelectorAll('.diapo')].filter((e) => e.checkVisibility()).length === 3);
        const after = await look(page);
        if (after.open || after.shown.join() !== '1,2,3') return `after Escape: ${JSON.stringify(after)}`;
        if (await page.evaluate(() => document.activeElement.id) !== 'presenter') return 'the focus is not back on the button';
        await page.keyboard.press('Enter');
        return at(page, [], 2);
    },
    async 'from the right the arrows are mirrored'(page, { folder }) {
        await present(page, folder, 'ar');
        return await at(page, ['ArrowLeft'], 1) ?? await at(page, ['ArrowLeft'], 2) ?? await at(page, ['ArrowRight'], 1) ?? at(page, ['PageDown'], 2);
    },
    async 'each slide is announced, by its number and its title'(page, { folder }) {
        await present(page, folder, 'fr');
        await page.keyboard.press('PageDown');
        const { said } = await look(page);
        if (said !== 'Diapositive 2 sur 4. Mot 1') return said;
        if (await page.getAttribute('.presentation [role="status"]', 'aria-live') !== 'polite') return 'not aria-live';
    },
    async 'notes only when the speaker asks'(page, { folder }) {
        await present(page, folder, 'fr');
        await page.keyboard.press('PageDown');
        await page.keyboard.press('PageDown');
        if ((await look(page)).notes) return 'notes are shown';
        await page.keyboard.press('n');
        if ((await look(page)).notes !== 1) return 'notes are not shown';
        await page.keyboard.press('n');
        if ((await look(page)).notes) return 'notes stay';
    },
    async 'what is behind can’t be reached, and a long slide scrolls'(page, { folder }) {
        await present(page, folder, 'fr');
        await page.keyboard.press('End');
        for (let i = 0; i < 12; i++) {
            await page.keyboard.press('Tab');
            if (!await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('.presentation'))) return 'the focus left';
        }
        await page.focus('.scene');
        await page.keyboard.press('ArrowDown');
        await page.waitForFunction(() => document.querySelector('.scene').scrollTop > 0);
    },
    async 'buttons, and a narrow window'(page, { folder }) {
        await page.setViewportSize({ width: 360, height: 640 });
        await present(page, folder, 'fr');
        await page.click('.commande[aria-label="Diapositive suivante"]');
        const now = await look(page);
        if (now.shown[0] !== 1 || now.wide > 0) return JSON.stringify(now);
        const small = await page.evaluate(() => [...document.querySelectorAll('.commande')].filter((e) => e.getBoundingClientRect().height < 44).length);
        if (small) return 'a button is too small to be touched';
    },
    async 'nothing moves for who asked so'(page, { folder }) {
        const names = [];
        for (const reducedMotion of ['reduce', 'no-preference']) {
            await page.emulateMedia({ reducedMotion });
            await present(page, folder, 'fr');
            names.push(await page.evaluate(() => getComputedStyle(document.querySelector('.scene .diapo:not([hidden])')).animationName));
        }
        if (names[0] !== 'none' || names[1] === 'none') return names.join();
    },
    async 'axe finds nothing while slides are shown'(page, { folder, axe }) {
        for (const lang of ['fr', 'ar']) {
            await present(page, folder, lang);
            await page.evaluate(axe);
            for (const key of ['Home', 'PageDown', 'PageDown', 'n', 'End']) {
                await page.keyboard.press(key);
                await page.waitForTimeout(300);
                const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
                if (violations.length) return `${lang}, ${key}: ${violations.map((v) => `${v.id} ${v.nodes[0].html}`).join('; ')}`;
            }
        }
    },
    async 'without JavaScript all slides stand one below the other'(page, { folder, browser }) {
        const still = await browser.newPage({ javaScriptEnabled: false });
        await still.goto(pathToFileURL(join(folder, 'fr/reunion/index.html')).href);
        const [button, text, notes] = [await still.isVisible('#presenter'), await still.innerText('#diaporama'), await still.isVisible('.notes-orateur')];
        await still.close();
        if (button || !text.includes('Mot 1') || !text.includes('Mot 59') || !notes) return `${button} ${notes} ${text.slice(0, 100)}`;
    },
    async 'the documents and the calendar of a meeting of the example are there'(page, { example }) {
        const all = filesUnder(join(example, 'fr'), '.ics');
        if (!all.length) return 'the example has no meeting';
        await page.goto(pathToFileURL(join(all[0], '../index.html')).href);
        const links = await page.evaluate(() => [...document.querySelectorAll('.documents a, .vers-agenda')].map((e) => e.href));
        if (links.length < 4) return links.join();
        for (const link of links) if (!existsSync(fileURLToPath(link))) return `leads nowhere: ${link}`;
    },
};

export async function checkSlides(browser, example, livret, axe) {
    const total = { passed: 0, failed: 0 };
    const temp = build(livret);
    try {
        for (const [name, test] of Object.entries(tests)) {
            const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
            page.setDefaultTimeout(10000);
            const fault = await test(page, { folder: join(temp, 'output'), browser, example, axe }).catch((problem) => problem.message.split('\n')[0]);
            total[fault ? 'failed' : 'passed'] += 1;
            if (fault) console.log(`slides: ${name}: ${fault}`);
            await page.close();
        }
    } finally {
        rmSync(temp, { recursive: true });
    }
    return total;
}
