// A walk through a page with the keyboard alone: everything that can be used is reached once, in reading order, in sight, with a mark.
import { pathToFileURL } from 'node:url';

const usable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';

// What has the focus: its rank among what can be used, and what a reader would see of it.
function look(selector) {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    const style = getComputedStyle(e);
    // A card's link covers the card: what is clicked there counts.
    const box = e.getClientRects()[0] ?? e.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const top = document.elementFromPoint(x, box.top + box.height / 2);
    return {
        rank: [...document.querySelectorAll(selector)].indexOf(e),
        name: (e.textContent.trim() || e.getAttribute('aria-label') || e.id).replace(/\s+/g, ' ').slice(0, 40),
        marked: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none',
        seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        covered: Boolean(top) && !e.contains(top) && !top.contains(e),
    };
}

// Ranks of what a reader can use: shown, not disabled.
function expected(selector) {
    return [...document.querySelectorAll(selector)].flatMap((e, rank) =>
        e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0 ? [rank] : []);
}

async function tabs(page) {
    const seen = [];
    for (;;) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(look, usable);
        if (!at || (seen.length && at.rank === seen[0].rank) || seen.length > 600) return seen;
        seen.push(at);
    }
}

function faultsOf(seen, ranks) {
    const faults = [];
    const got = seen.map((s) => s.rank);
    for (const s of seen) {
        if (!s.seen) faults.push(`"${s.name}" has the focus out of sight`);
        else if (s.covered) faults.push(`"${s.name}" has the focus behind something else`);
        if (!s.marked) faults.push(`"${s.name}" has the focus without a mark`);
    }
    if (got.some((rank, i) => i && rank <= got[i - 1])) faults.push('the focus does not follow the reading order');
    const missed = ranks.filter((rank) => !got.includes(rank));
    if (missed.length) faults.push(`${missed.length} of ${ranks.length} links and fields are never reached`);
    return faults;
}

// The first stop leads to the contents.
async function skips(page) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    return await page.evaluate(() => document.activeElement.id === 'contenu') ? [] : ['the first stop does not lead to the contents'];
}

async function opensMenu(page) {
    const menu = page.locator('.ouvre-menu summary');
    if (!await menu.isVisible()) return [];
    await menu.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    return await page.evaluate(() => document.activeElement.closest('nav.menu') !== null) ? [] : ['the menu does not open with Enter'];
}

// From right to left the first entry of the menu stands at the right.
function mirrored() {
    const boxes = [...document.querySelectorAll('nav.menu li')].map((e) => e.getBoundingClientRect()).filter((b) => b.width);
    const row = boxes.filter((b) => b.top === boxes[0].top);
    const rtl = document.documentElement.dir === 'rtl';
    return row.length < 2 || (row[0].left > row[1].left) === rtl ? [] : ['the menu runs against the direction of reading'];
}

// The faults of one page, as sentences.
export async function walk(browser, path, width) {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const home = () => page.goto(pathToFileURL(path).href, { waitUntil: 'load' });
    await home();
    await page.addStyleTag({ content: 'html { scroll-behavior: auto !important }' });
    const faults = await page.evaluate(mirrored);
    const ranks = await page.evaluate(expected, usable);
    faults.push(...faultsOf(await tabs(page), ranks));
    await home();
    faults.push(...await skips(page), ...await opensMenu(page));
    await page.close();
    return faults;
}
