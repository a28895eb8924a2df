// The search of a site from file://, as a reader with a keyboard uses it, and what a question costs on a site of 1,000 pages.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const LIMIT = 150000;

async function ask(page, folder, lang, question) {
    await page.goto(`${pathToFileURL(join(folder, lang, 'recherche/index.html')).href}?q=${encodeURIComponent(question)}`);
    const wait = await page.getAttribute('#recherche', 'data-attente');
    await page.waitForFunction((text) => !['', text].includes(document.querySelector('#recherche [role="status"]').textContent), wait);
    return page.evaluate(() => ({
        status: document.querySelector('#recherche [role="status"]').textContent,
        titles: [...document.querySelectorAll('.resultat h2')].map((e) => e.textContent.trim()),
        links: [...document.querySelectorAll('.resultat h2 a')].map((e) => e.href),
        marks: [...document.querySelectorAll('.resultat mark')].map((e) => e.textContent),
        marked: [...document.querySelectorAll('.resultat')].every((e) => e.querySelector('mark')),
    }));
}

const same = (a, b) => JSON.stringify(a.links) === JSON.stringify(b.links);

// [name, test]: a test gives what is wrong, or nothing.
const tests = {
    async 'from the head of any page, with the keyboard'(page, folder) {
        await page.goto(pathToFileURL(join(folder, 'fr/index.html')).href);
        for (let i = 0; i < 10 && !await page.evaluate(() => document.activeElement.id === 'chercher'); i++) await page.keyboard.press('Tab');
        await page.keyboard.type('crèche');
        await Promise.all([page.waitForURL(/recherche\/index\.html\?q=/), page.keyboard.press('Enter')]);
        await page.waitForSelector('.resultat mark');
        await page.focus('#recherche input');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        if (!await page.evaluate(() => document.activeElement.closest('.resultat'))) return 'the first result is not the next stop';
        await Promise.all([page.waitForURL((url) => !url.pathname.includes('/recherche/')), page.keyboard.press('Enter')]);
        if (!existsSync(fileURLToPath(page.url().replace(/#.*/, '')))) return `a result leads nowhere: ${page.url()}`;
    },
    async 'accents, capitals, plurals and articles make no difference'(page, folder) {
        const first = await ask(page, folder, 'fr', 'crèche');
        for (const other of ['CRECHE', 'crèches', 'l’crèche', 'cre\u0300che'])
            if (!same(first, await ask(page, folder, 'fr', other))) return `${other} finds other pages than crèche`;
        if (!first.titles.length || !first.titles[0].match(/crèche/i)) return `crèche finds first: ${first.titles[0]}`;
        if (!first.marks.every((m) => m.match(/^crèche/i))) return `marked: ${first.marks.join(', ')}`;
        if (!first.marked) return 'a result does not show where the word is';
    },
    async 'the beginning of a word is enough'(page, folder) {
        const found = await ask(page, folder, 'fr', 'assist');
        if (!found.titles.length || !found.marks.every((m) => m.match(/^assist/i))) return JSON.stringify(found);
    },
    async 'several words: the pages that have them all'(page, folder) {
        const found = await ask(page, folder, 'fr', 'aide caf garde');
        if (!found.titles.length) return 'nothing';
        for (const word of [/^aide/i, /^caf/i, /^garde/i]) if (!found.marks.some((m) => m.match(word))) return `${word} is marked nowhere`;
    },
    async 'Arabic, with the article or without'(page, folder) {
        const found = await ask(page, folder, 'ar', 'الأطفال');
        if (!found.titles.length || !found.marked) return JSON.stringify(found);
        if (!same(found, await ask(page, folder, 'ar', 'اطفال'))) return 'اطفال finds other pages';
    },
    async 'Chinese, Tamil, Dari and Ukrainian, which have a page or two'(page, folder) {
        for (const [lang, word] of [['zh', '托儿所'], ['zh', '儿'], ['ta', 'குழந்தை'], ['prs', 'کودکستان'], ['prs', 'كودكستان'], ['uk', 'ЯСЛА']]) {
            const found = await ask(page, folder, lang, word);
            if (!found.titles.length || !found.marked) return `${word}: ${JSON.stringify(found)}`;
        }
    },
    async 'German'(page, folder) {
        const found = await ask(page, folder, 'de', 'kinderbetreuungen');
        if (!found.titles.length || !found.marked) return JSON.stringify(found);
    },
    async 'every address of a result is there'(page, folder) {
        for (const [lang, word] of [['fr', 'enfant'], ['ar', 'طفل'], ['en', 'child']])
            for (const link of (await ask(page, folder, lang, word)).links)
                if (!existsSync(fileURLToPath(link.replace(/#.*/, '')))) return link;
    },
    async 'nothing found is said'(page, folder) {
        const found = await ask(page, folder, 'fr', 'zzxqj');
        if (found.titles.length || !found.status) return JSON.stringify(found);
    },
    async 'signs alone are no question'(page, folder) {
        const found = await ask(page, folder, 'fr', '« … » <b>');
        if (found.titles.length || !found.status) return JSON.stringify(found);
    },
    async 'a piece that is missing is said'(page, folder) {
        await page.route(/search\/fr\/t/, (route) => route.abort());
        const found = await ask(page, folder, 'fr', 'crèche');
        if (found.status !== await page.getAttribute('#recherche', 'data-panne')) return found.status;
    },
    async 'without JavaScript the site map serves'(page, folder, browser) {
        const still = await browser.newPage({ javaScriptEnabled: false });
        await still.goto(pathToFileURL(join(folder, 'fr/recherche/index.html')).href);
        const [form, map] = [await still.isVisible('#recherche form'), await still.isVisible('#recherche a[href$="plan-du-site/index.html"]')];
        await still.close();
        if (form || !map) return 'the form shows, or the site map does not';
    },
};

/* --- 1,000 pages of invented words, as frequent as words of a language are (Zipf) */

function writeSite(folder, count) {
    let seed = 7;
    const chance = () => (seed = (seed * 48271) % 0x7fffffff) / 0x7fffffff;
    const syllables = 'ba ce di fo gu la me ni po ru sa te vi zo cré pla tri que mon chan'.split(' ');
    const words = Array.from({ length: 9000 }, () => Array.from({ length: 2 + Math.floor(chance() * 3) },
        () => syllables[Math.floor(chance() * syllables.length)]).join(''));
    const word = () => words[Math.floor(words.length ** chance()) - 1];
    const sentence = () => `${Array.from({ length: 14 }, word).join(' ')}.`;
    mkdirSync(join(folder, 'content/fr'), { recursive: true });
    writeFileSync(join(folder, 'livret.yml'), 'title: {fr: Mille}\nlanguages: [fr]\n');
    writeFileSync(join(folder, 'content/fr/index.md'), '---\ntitle: Accueil\n---\n\nAccueil.\n');
    for (let i = 0; i < count; i++) {
        const parts = Array.from({ length: 5 }, () => `## ${word()} ${word()}\n\n${Array.from({ length: 8 }, sentence).join(' ')}\n`);
        writeFileSync(join(folder, `content/fr/page-${i}.md`), `---\ntitle: ${word()} ${word()}\n---\n\n${parts.join('\n')}`);
    }
    return words;
}

// The bytes that each question loads: pieces of the index and the script.
async function costs(browser, livret) {
    const temp = mkdtempSync(join(tmpdir(), 'livret-search-'));
    try {
        const words = writeSite(join(temp, 'site'), 1000);
        execFileSync(livret, ['build', '-q', '-s', join(temp, 'site'), '-o', join(temp, 'output'), '--only', 'site'], { stdio: 'ignore' });
        let worst = 0;
        for (const question of [words[0], words.slice(0, 8).join(' '), words.slice(5, 10).join(' '), words.slice(4000, 4003).join(' '), 'b', 'ba cr', 'zz']) {
            const page = await browser.newPage();
            const loaded = new Set();
            page.on('request', (request) => request.url().match(/\.js$/) && loaded.add(fileURLToPath(request.url())));
            await ask(page, join(temp, 'output'), 'fr', question);
            const bytes = [...loaded].reduce((sum, path) => sum + statSync(path).size, 0);
            worst = Math.max(worst, bytes);
            await page.close();
        }
        return worst;
    } finally {
        rmSync(temp, { recursive: true });
    }
}

export async function checkSearch(browser, folder, livret) {
    const total = { passed: 0, failed: 0 };
    const tell = (name, fault) => {
        total[fault ? 'failed' : 'passed'] += 1;
        if (fault) console.log(`search: ${name}: ${fault}`);
    };
    for (const [name, test] of Object.entries(tests)) {
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
        page.setDefaultTimeout(20000);
        try {
            tell(name, await test(page, folder, browser));
        } catch (problem) {
            tell(name, problem.message.split('\n')[0]);
        }
        await page.close();
    }
    const worst = await costs(browser, livret);
    console.log(`search: a question loads ${Math.round(worst / 1000)} kB at most on a site of 1,000 pages`);
    tell('what a question loads', worst > LIMIT || worst < 1000 ? `${worst} bytes` : undefined);
    return total;
}
