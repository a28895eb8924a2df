// node read.mjs MODULES FILE.pdf...: each file as pdf.js opens it in a browser: every page drawn, its text, links and structure read.
// Fails on any word that pdf.js says, and where a screen reader would miss something: no language, no title, text outside
// the structure, structure without its text, a picture, a link or a field without words, a link to nowhere.
// Prints each fault with its file; the last line is 'N passed, N failed, N skipped'. Status 75 when Node.js is too old for pdf.js.
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

if (!process.getBuiltinModule) process.exit(75);
const [modules, ...files] = process.argv.slice(2);
const home = resolve(modules, 'node_modules/pdfjs-dist') + '/';
const { getDocument, VerbosityLevel } = await import(pathToFileURL(home + 'legacy/build/pdf.mjs').href);
const scale = 0.3;
const most = 20; // faults shown for one file

// What pdf.js says goes to the console; `report` hears it while `work` runs.
async function listen(report, work) {
    const names = ['log', 'info', 'warn', 'error'];
    const kept = names.map((name) => console[name]);
    for (const name of names) console[name] = (...words) => report(words.join(' '));
    try {
        await work();
    } catch (problem) {
        report(`${problem.name}: ${problem.message}`);
    } finally {
        names.forEach((name, i) => { console[name] = kept[i]; });
    }
}

async function draw(doc, page) {
    const viewport = page.getViewport({ scale });
    const { canvas, context } = doc.canvasFactory.create(viewport.width, viewport.height);
    await page.render({ canvas, canvasContext: context, viewport }).promise;
}

// The ids of the page's tagged contents, and the text that is neither tagged nor an artifact.
async function readText(page) {
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const found = { ids: new Set(), untagged: [] };
    const open = [];
    for (const item of items) {
        if (item.type?.startsWith('beginMarkedContent')) {
            open.push(Boolean(item.id) || item.tag === 'Artifact');
            if (item.id) found.ids.add(item.id);
        } else if (item.type === 'endMarkedContent') {
            open.pop();
        } else if (item.str.trim() && !open.includes(true)) {
            found.untagged.push(item.str);
        }
    }
    return found;
}

// The leaves of a page's structure tree: contents and objects by id, and the figures that have no text.
function readTree(tree) {
    const found = { contents: new Set(), objects: new Set(), mute: 0 };
    const walk = (node) => {
        if (node.type === 'content') found.contents.add(node.id);
        else if (node.type) found.objects.add(node.id);
        if (node.role === 'Figure' && !node.alt?.trim()) found.mute++;
        node.children?.forEach(walk);
    };
    if (tree) walk(tree);
    return found;
}

const without = (these, those) => [...these].filter((id) => !those.has(id));

// Where a link or a bookmark leads: a page of the book, or an address.
async function leads(doc, { dest, url }) {
    if (!dest) return Boolean(url);
    const target = typeof dest === 'string' ? await doc.getDestination(dest) : dest;
    const page = target && typeof target[0] === 'object' ? await doc.getPageIndex(target[0]) : target?.[0];
    return Number.isInteger(page) && page >= 0 && page < doc.numPages;
}

async function checkLinks(doc, page, objects, report) {
    for (const link of await page.getAnnotations()) {
        const name = `${link.subtype === 'Widget' ? 'field' : 'link'} ${link.id}`;
        if (!objects.has(link.id) && !objects.has(`pdfjs_internal_id_${link.id}`)) report(`${name} is not in the structure`);
        if (link.subtype === 'Widget' && !link.alternativeText?.trim()) report(`${name} has no words`);
        if (link.subtype !== 'Link') continue;
        if (!link.contentsObj?.str.trim()) report(`${name} has no words`);
        if (!await leads(doc, link)) report(`${name} leads nowhere`);
    }
}

// The number of tagged contents of the page.
async function checkPage(doc, page, report) {
    await page.getOperatorList();
    await draw(doc, page);
    const { ids, untagged } = await readText(page);
    const { contents, objects, mute } = readTree(await page.getStructTree());
    for (const text of untagged) report(`text outside the structure: ${text}`);
    for (const id of without(contents, ids)) report(`the structure names ${id}, which the page lacks`);
    for (const id of without(ids, contents)) report(`the structure lacks ${id}, which the page shows`);
    if (mute) report(`figures without a text: ${mute}`);
    await checkLinks(doc, page, objects, report);
    page.cleanup();
    return contents.size;
}

async function checkOutline(doc, items, report) {
    for (const item of items ?? []) {
        if (!item.title.trim()) report('a bookmark has no title');
        if (!await leads(doc, item)) report(`the bookmark "${item.title}" leads nowhere`);
        await checkOutline(doc, item.items, report);
    }
}

async function checkDocument(doc, report) {
    const { info, metadata } = await doc.getMetadata();
    if ((await doc.getMarkInfo())?.Marked !== true) report('it is not marked as tagged');
    if (!/^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(info.Language ?? '')) report(`its language is ${info.Language ?? 'not said'}`);
    if (!info.Title?.trim()) report('it has no title');
    if (info.Title !== metadata?.get('dc:title')) report(`it has two titles: ${info.Title}, ${metadata?.get('dc:title')}`);
    if ((await doc.getViewerPreferences())?.DisplayDocTitle !== true) report('its window would not show its title');
    const labels = await doc.getPageLabels();
    if (labels && labels.length !== doc.numPages) report(`${labels.length} page labels for ${doc.numPages} pages`);
    await checkOutline(doc, await doc.getOutline(), report);
}

// What is wrong with the file, each thing once, with its page.
async function check(path) {
    const faults = new Set();
    let place = '';
    const report = (fault) => faults.add(place + fault.trim());
    await listen(report, async () => {
        const task = getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: VerbosityLevel.WARNINGS, wasmUrl: home + 'wasm/' });
        const doc = await task.promise;
        await checkDocument(doc, report);
        let tagged = 0;
        for (let number = 1; number <= doc.numPages; number++) {
            place = `page ${number}: `;
            tagged += await checkPage(doc, await doc.getPage(number), report);
        }
        place = '';
        if (!tagged) report('its structure holds no content');
        await task.destroy();
    });
    return [...faults];
}

let failed = 0;
for (const path of files) {
    const faults = await check(path);
    for (const fault of faults.slice(0, most)) console.log(`${relative('.', path)}: pdf.js: ${fault}`);
    if (faults.length > most) console.log(`${relative('.', path)}: pdf.js: and ${faults.length - most} more`);
    failed += faults.length > 0;
}
console.log(`${files.length - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 ? 1 : 0;
