// node check.mjs MODULES FOLDER [LIVRET]: every page of FOLDER through vnu (HTML, CSS, SVG) and axe-core (360 and 1280 px wide; one in ten
// of pages alike). With LIVRET, the program, FOLDER is the example: its search, its map of places, its plan, the slides of a meeting, and a walk with
// the keyboard through its Arabic pages.
// Prints each fault with its file and rule; the last line is 'N passed, N failed, N skipped'.
import { execFileSync } from 'node:child_process';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { each, filesUnder, load, open } from './browser.mjs';
import { checkMap } from './map.mjs';
import { checkPlan } from './plan.mjs';
import { checkSearch } from './search.mjs';
import { checkSlides } from './slides.mjs';
import { checkTerms } from './terms.mjs';
import { walk } from './walk.mjs';

const [modules, folder, livret] = process.argv.slice(2).map((p) => resolve(p));
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const widths = [360, 1280];
const name = (path) => relative(folder, path);
// One layout makes many pages of data or of sheets of one kind: a few of each folder stand for all in the slow checks.
const alike = /\/(structures|fiches)\/[^/]+\/index\.html$/;
const some = (paths) => paths.filter((path) => !alike.test(path) || pick(path, paths) % 10 === 0);
const pick = (path, paths) => paths.filter((other) => alike.test(other)).indexOf(path);
const short = (text, length = 160) => text.replace(/\s+/g, ' ').slice(0, length);

// vnu: one Java machine for all files. Every message counts, warnings too.
function checkSyntax(files) {
    let report;
    try {
        report = execFileSync('java', ['-Xss2m', '-jar', String(load(modules, 'vnu-jar')), '--format', 'json', '--stdout',
            '--exit-zero-always', '--also-check-css', '--also-check-svg', ...files], { maxBuffer: 1 << 28, encoding: 'utf8' });
    } catch (problem) {
        console.log(`vnu: it did not run: ${short(String(problem.stderr || problem.message), 400)}`);
        return { passed: 0, failed: 1 };
    }
    const bad = new Set();
    for (const m of JSON.parse(report).messages) {
        const path = m.url ? fileURLToPath(m.url) : folder;
        bad.add(path);
        console.log(`${name(path)}:${m.lastLine ?? 0}:${m.firstColumn ?? m.lastColumn ?? 0}: vnu ${m.subType ?? m.type}: ${m.message}`);
        if (m.extract) console.log(`    ${short(m.extract)}`);
    }
    return { passed: Math.max(0, files.length - bad.size), failed: bad.size };
}

// What is wrong with a page in a window of this width, as lines to print.
async function look(page, path, width) {
    await page.setViewportSize({ width, height: 800 });
    const { violations } = await page.evaluate((values) =>
        window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), tags);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const lines = violations.flatMap((v) => [
        `${name(path)} at ${width} px: axe ${v.id} (${v.impact}): ${v.help}`,
        ...v.nodes.slice(0, 3).map((n) => `    ${n.target.join(' ')}: ${short(n.html)}`),
        ...(v.nodes.length > 3 ? [`    and ${v.nodes.length - 3} more`] : []),
    ]);
    if (wide > 0) lines.push(`${name(path)} at ${width} px: the page is ${wide} px wider than the window`);
    return lines;
}

// The page is loaded once and looked at in each width.
async function checkPage(browser, axe, path, total) {
    const page = await browser.newPage();
    try {
        await page.goto(pathToFileURL(path).href, { waitUntil: 'load' });
        await page.evaluate(axe);
        for (const width of widths) {
            const lines = await look(page, path, width);
            total[lines.length ? 'failed' : 'passed'] += 1;
            for (const line of lines) console.log(line);
        }
    } catch (problem) {
        console.log(`${name(path)}: ${short(problem.message, 400)}`);
        total.failed += 1;
    } finally {
        await page.close();
    }
}

async function checkAccess(pages) {
    const axe = load(modules, 'axe-core').source;
    const browser = await open(modules);
    const total = { passed: 0, failed: 0 };
    await each(pages, 2, (path) => checkPage(browser, axe, path, total));
    await browser.close();
    return total;
}

async function checkKeyboard(browser, pages) {
    const total = { passed: 0, failed: 0 };
    const views = pages.flatMap((path) => widths.map((width) => ({ path, width })));
    await each(views, 2, async ({ path, width }) => {
        const faults = await walk(browser, path, width).catch((problem) => [short(problem.message, 400)]);
        for (const fault of faults.slice(0, 5)) console.log(`${name(path)} at ${width} px, keyboard: ${fault}`);
        total[faults.length ? 'failed' : 'passed'] += 1;
    });
    return total;
}

async function checkExample() {
    const browser = await open(modules);
    const walked = await checkKeyboard(browser, some(filesUnder(join(folder, 'ar'), '.html')));
    const terms = checkTerms(join(folder, 'assets/recherche.js'));
    const found = await checkSearch(browser, folder, livret);
    const map = await checkMap(browser, folder);
    const plan = await checkPlan(browser, folder);
    const shown = await checkSlides(browser, folder, livret, load(modules, 'axe-core').source);
    await browser.close();
    console.log(`keyboard: ${walked.passed + walked.failed} views of the Arabic pages, ${walked.failed} with faults`);
    console.log(`search: ${found.passed + found.failed} tests, ${found.failed} failed`);
    console.log(`map: ${map.passed + map.failed} tests, ${map.failed} failed`);
    console.log(`plan: ${plan.passed + plan.failed} tests, ${plan.failed} failed`);
    console.log(`terms: ${terms.passed + terms.failed} texts, ${terms.failed} cut otherwise than by the program`);
    console.log(`slides: ${shown.passed + shown.failed} tests, ${shown.failed} failed`);
    const all = [walked, found, map, plan, shown, terms];
    return { passed: all.reduce((n, t) => n + t.passed, 0), failed: all.reduce((n, t) => n + t.failed, 0) };
}

const pages = filesUnder(folder, '.html');
const files = [...pages, ...filesUnder(folder, '.css'), ...filesUnder(folder, '.svg')];
const syntax = checkSyntax(files);
const seen = some(pages);
const access = await checkAccess(seen);
console.log(`vnu: ${files.length} files, ${syntax.failed} with faults`);
console.log(`axe-core: ${seen.length} of ${pages.length} pages at ${widths.join(' and ')} px, ${access.failed} views with faults`);
const example = livret ? await checkExample() : { passed: 0, failed: 0 };
const failed = syntax.failed + access.failed + example.failed + (pages.length ? 0 : 1);
console.log(`${syntax.passed + access.passed + example.passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed ? 1 : 0);
