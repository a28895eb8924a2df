// The map of places from file://: what it does for a mouse and for a keyboard, and that the list says the same without JavaScript.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const address = (folder, lang) => pathToFileURL(join(folder, lang, 'trouver-un-mode-d-accueil/index.html')).href;
const view = (page) => page.$eval('.carte-lieux svg', (svg) => svg.getAttribute('viewBox').split(' ').map(Number));
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute('aria-label') || document.activeElement.textContent);

async function visit(page, folder, lang) {
    await page.goto(address(folder, lang));
    await page.waitForSelector('.carte-lieux.interactive');
}

const tests = {
    async 'each place has a number, a line of the list and a page'(page, folder) {
        for (const lang of ['fr', 'en', 'de', 'ar']) {
            await visit(page, folder, lang);
            const seen = await page.evaluate(() => ({
                points: document.querySelectorAll('.lieu-point').length,
                lines: document.querySelectorAll('.carte-lieux > ol > li').length,
                links: [...document.querySelectorAll('.carte-lieux > ol a:not([href^="tel:"])')].map((a) => a.href),
            }));
            if (seen.points < 2 || seen.points !== seen.lines || seen.links.length !== seen.lines) return `${lang}: ${JSON.stringify(seen)}`;
            for (const link of seen.links) if (!existsSync(fileURLToPath(link))) return `${lang}: ${link}`;
        }
    },
    async 'without JavaScript the drawing and the list are there, and no command is'(page, folder, browser) {
        const still = await browser.newPage({ javaScriptEnabled: false });
        await still.goto(address(folder, 'fr'));
        const [drawn, listed, buttons] = [await still.isVisible('.carte-lieux svg'), await still.isVisible('.carte-lieux > ol a'),
            await still.locator('.carte-lieux :is(button, input)').count()];
        await still.close();
        if (!drawn || !listed || buttons) return `drawn ${drawn}, listed ${listed}, ${buttons} commands`;
    },
    async 'a kind that is not wanted leaves the map and the list, and numbers stay'(page, folder) {
        await visit(page, folder, 'fr');
        const value = (key) => page.evaluate((k) => document.querySelector(`.carte-lieux li[data-key="${k}"]`)?.value, key);
        const before = await value('guichet');
        await page.uncheck('.carte-choix input[value="multi-accueil"]');
        const left = await page.evaluate(() => ({
            lines: [...document.querySelectorAll('.carte-lieux li')].filter((li) => li.dataset.kind === 'multi-accueil' && li.offsetParent).length,
            points: [...document.querySelectorAll('.lieu-point')].filter((g) => g.style.display === 'none').length,
            status: document.querySelector('.carte-lieux [role="status"]').textContent,
        }));
        if (left.lines || !left.points || !left.status.match(/\d/)) return JSON.stringify(left);
        if (before !== await value('guichet')) return 'numbers moved';
        await page.check('.carte-choix input[value="multi-accueil"]');
        if (await page.evaluate(() => [...document.querySelectorAll('.lieu-point')].some((g) => g.style.display))) return 'they do not come back';
    },
    async 'buttons: larger, smaller, whole'(page, folder) {
        await visit(page, folder, 'fr');
        const whole = await view(page), [plus, minus, all] = await page.$$('.carte-boutons button');
        if (!await minus.isDisabled() || !await all.isDisabled()) return 'the whole map can be made smaller';
        await plus.click();
        await plus.click();
        const large = await view(page);
        if (large[2] >= whole[2]) return `${whole} became ${large}`;
        await minus.click();
        if ((await view(page))[2] <= large[2]) return 'it does not become smaller';
        await all.click();
        if (String(await view(page)) !== String(whole)) return 'it does not become whole';
    },
    async 'keys: + − 0 and arrows, left is left in Arabic too'(page, folder) {
        for (const lang of ['fr', 'ar']) {
            await visit(page, folder, lang);
            const whole = await view(page);
            await page.focus('.carte-lieux .defile');
            await page.keyboard.press('+');
            await page.keyboard.press('+');
            const large = await view(page);
            await page.keyboard.press('ArrowLeft');
            await page.keyboard.press('ArrowUp');
            const moved = await view(page);
            if (large[2] >= whole[2] || moved[0] >= large[0] || moved[1] >= large[1]) return `${lang}: ${whole}, ${large}, ${moved}`;
            await page.keyboard.press('0');
            if (String(await view(page)) !== String(whole)) return `${lang}: 0 does not show the whole map`;
        }
    },
    async 'the region has a name and instructions'(page, folder) {
        await visit(page, folder, 'ar');
        const told = await page.$eval('.carte-lieux .defile', (e) => [e.tabIndex, document.getElementById(e.getAttribute('aria-labelledby')).textContent,
            document.getElementById(e.getAttribute('aria-describedby')).textContent]);
        if (told[0] !== 0 || !told[1] || !told[2]) return JSON.stringify(told);
    },
    async 'a number leads to its line, by click and by Enter; one stop for all numbers'(page, folder) {
        await visit(page, folder, 'fr');
        if (await page.locator('.lieu-point[tabindex="0"]').count() !== 1) return 'more than one stop';
        await page.focus('.lieu-point[tabindex="0"]');
        await page.keyboard.press('ArrowRight');
        const label = await focused(page);
        if (!label.startsWith('2 ')) return `after the first comes ${label}`;
        await page.keyboard.press('Enter');
        if (!label.endsWith(await focused(page))) return `${label} leads to ${await focused(page)}`;
        const last = page.locator('.lieu-point').last(), name = await last.getAttribute('aria-label');
        await last.click();
        if (!name.endsWith(await focused(page))) return `${name} leads to ${await focused(page)}`;
    },
    async 'a line under the mouse or with the focus marks its number'(page, folder) {
        await visit(page, folder, 'fr');
        await page.hover('.carte-lieux > ol > li:nth-child(3)');
        if (await page.locator('.lieu-point.marque').count() !== 1) return 'nothing is marked under the mouse';
        await page.mouse.move(0, 0);
        await page.focus('.carte-lieux > ol > li:nth-child(4) a');
        const label = await page.locator('.lieu-point.marque').getAttribute('aria-label');
        if (!label.startsWith('4 ')) return `marked: ${label}`;
    },
};

export async function checkMap(browser, folder) {
    const total = { passed: 0, failed: 0 };
    for (const [name, test] of Object.entries(tests)) {
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
        page.setDefaultTimeout(20000);
        const faults = [];
        page.on('pageerror', (problem) => faults.push(problem.message));
        const fault = await test(page, folder, browser).catch((problem) => problem.message.split('\n')[0]) || faults[0];
        total[fault ? 'failed' : 'passed'] += 1;
        if (fault) console.log(`map: ${name}: ${fault}`);
        await page.close();
    }
    return total;
}
