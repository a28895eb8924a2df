// The table of a plan from file://: folding, filtering, addresses of rows, by mouse and keyboard, and the whole table without JavaScript.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const address = (folder, lang) => pathToFileURL(join(folder, lang, 'ctg/fiches/index.html')).href;
const visit = (page, folder) => page.goto(address(folder, 'fr'));
const fold = (page, name) => page.getByRole('button', { name, exact: true });

// What is shown of the table, each cell with the rows and columns that it covers, and whether these make a whole grid.
const look = (page) => page.evaluate(() => {
    const table = document.querySelector('table.plan'), wide = table.tHead.rows[0].cells.length, rows = [...table.tBodies[0].rows];
    const grid = rows.map(() => []);
    let holes = 0, over = 0;
    rows.forEach((tr, i) => [...tr.cells].forEach((cell) => {
        let x = 0;
        while (grid[i][x]) x++;
        for (let y = i; y < i + cell.rowSpan; y++)
            for (let k = x; k < x + cell.colSpan; k++) {
                if (!grid[y] || grid[y][k] || k >= wide) over++;
                else grid[y][k] = cell;
            }
    }));
    for (const row of grid) for (let x = 0; x < wide; x++) if (!row[x]) holes++;
    return {
        rows: rows.length, whole: !holes && !over, sheets: rows.filter((tr) => tr.id).length, text: rows.map((tr) => tr.innerText).join('\n'),
        said: document.querySelector('.plan-barre [role="status"]').textContent, all: document.querySelector('.plan-barre button').textContent,
        open: [...document.querySelectorAll('.plan-pli')].filter((b) => b.getAttribute('aria-expanded') === 'true').length,
    };
});
const brief = ({ text, ...rest }) => JSON.stringify(rest);
const same = (a, b) => (brief(a) === brief(b) && a.text === b.text ? null : `${brief(a)} became ${brief(b)}`);

const tests = {
    async 'without JavaScript the whole table is there, and no command is'(page, folder, browser) {
        await visit(page, folder);
        const { sheets } = await look(page), still = await browser.newPage({ javaScriptEnabled: false });
        await still.goto(address(folder, 'fr'));
        const [rows, commands] = [await still.locator('table.plan tbody tr[id]').count(), await still.locator('.plan-barre, .plan-pli').count()];
        await still.close();
        if (rows !== sheets || commands) return `${rows} rows instead of ${sheets}, ${commands} commands`;
    },
    async 'a theme and an axis fold and unfold, and the table stays a grid'(page, folder) {
        await visit(page, folder);
        const whole = await look(page);
        if (!whole.whole || whole.sheets < 100) return `before: ${brief(whole)}`;
        for (const name of ['Petite enfance', 'II. Accompagner l’enfant autour de l’école']) {
            const before = await look(page), button = fold(page, name).first();
            await button.click();
            const folded = await look(page);
            const count = folded.text.match(/Fiches\s:\s(\d+)/g)?.map((n) => Number(n.slice(9))).reduce((a, b) => a + b, 0);
            if (!folded.whole || folded.rows >= before.rows || folded.sheets + count !== whole.sheets) return `${name}: ${brief(folded)}, ${count} folded`;
            if (await button.getAttribute('aria-expanded') !== 'false') return `${name}: it does not say that it is folded`;
        }
        await fold(page, 'Petite enfance').first().click();
        await fold(page, 'II. Accompagner l’enfant autour de l’école').first().click();
        return same(whole, await look(page));
    },
    async 'by the keyboard: the focus stays on the button that was pressed'(page, folder) {
        await visit(page, folder);
        await page.focus('.plan-barre input');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        const folded = await look(page);
        if (folded.open || folded.sheets || folded.all !== 'Tout déplier' || !folded.whole) return brief(folded);
        for (let k = 0; k < 3 && await page.evaluate(() => !document.activeElement.matches('.plan-pli')); k++) await page.keyboard.press('Tab');
        for (const [key, wanted] of [['Space', 'true'], ['Enter', 'false'], ['Enter', 'true']]) {
            await page.keyboard.press(key);
            const now = await page.evaluate(() => document.activeElement.getAttribute('aria-expanded'));
            if (now !== wanted) return `${key}: ${now}`;
        }
        if ((await look(page)).all !== 'Tout replier') return 'the button for all folds does not say what it does';
    },
    async 'words filter the rows, whatever their accents and case, and are counted'(page, folder) {
        await visit(page, folder);
        const whole = await look(page);
        for (const words of ['guichet', 'GUÍCHET  famille']) {
            await page.fill('.plan-barre input', words);
            const now = await look(page);
            if (!now.whole || !now.rows || now.rows >= whole.rows || now.said !== `Lignes trouvées\u00a0: ${now.rows}`) return `${words}: ${brief(now)}`;
        }
        await page.fill('.plan-barre input', 'xyzzy');
        const none = await look(page);
        if (none.rows || none.said !== 'Aucune ligne.') return brief(none);
        await page.fill('.plan-barre input', '');
        return same(whole, await look(page));
    },
    async 'a filter shows what was folded; folds within it keep its count'(page, folder) {
        await visit(page, folder);
        await page.click('.plan-barre button');
        await page.fill('.plan-barre input', 'guichet');
        const found = await look(page);
        if (!found.sheets || found.sheets !== found.rows) return brief(found);
        await fold(page, 'Petite enfance').first().click();
        const folded = await look(page);
        if (folded.rows >= found.rows || folded.said !== found.said || !folded.whole) return `${brief(found)} became ${brief(folded)}`;
        if (!folded.text.includes(`Fiches\u00a0: ${found.sheets - folded.sheets}`)) return `the row of the fold: ${folded.text}`;
    },
    async 'the address of a row unfolds what hides it'(page, folder) {
        await visit(page, folder);
        for (const [id, hide] of [
            ['fiche-petite-enfance-12', () => page.click('.plan-barre button')],
            ['fiche-parentalité-3', () => page.fill('.plan-barre input', 'xyzzy')],
        ]) {
            await hide();
            await page.evaluate((name) => { location.hash = name; }, id);
            await page.waitForFunction((name) => {
                const row = document.querySelector(`tr[id="${name}"]:target`)?.getBoundingClientRect();
                return row && row.top >= 0 && row.top < innerHeight;
            }, id);
            if (await page.inputValue('.plan-barre input')) return `${id}: the filter is still there`;
            if (!(await look(page)).whole) return `${id}: not a grid`;
        }
    },
    async 'a row whose address the page is opened with is marked, and stays so'(page, folder) {
        await page.goto(`${address(folder, 'fr')}#fiche-parentalité-3`);
        const target = () => page.evaluate(() => document.querySelector('tr:target')?.id);
        if (await target() !== 'fiche-parentalité-3') return `before: ${await target()}`;
        await fold(page, 'Petite enfance').first().click();
        await fold(page, 'Petite enfance').first().click();
        if (await target() !== 'fiche-parentalité-3') return `after a fold: ${await target()}`;
    },
    async 'in a narrow window the table scrolls, not the page'(page, folder) {
        await page.setViewportSize({ width: 360, height: 800 });
        await visit(page, folder);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) return `${wide} px too wide`;
    },
};

export async function checkPlan(browser, folder) {
    const total = { passed: 0, failed: 0 };
    for (const [name, test] of Object.entries(tests)) {
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
        page.setDefaultTimeout(20000);
        const faults = [];
        page.on('pageerror', (problem) => faults.push(problem.message));
        const fault = await test(page, folder, browser).catch((problem) => problem.message.split('\n')[0]) || faults[0];
        total[fault ? 'failed' : 'passed'] += 1;
        if (fault) console.log(`plan: ${name}: ${fault}`);
        await page.close();
    }
    return total;
}
