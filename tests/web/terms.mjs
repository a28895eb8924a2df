// node terms.mjs SCRIPT: the browser's side cuts each text of terms.json as the program does. Last line: 'N passed, N failed'.
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';

const context = createContext({});
runInContext(readFileSync(process.argv[2], 'utf8'), context);
const cases = JSON.parse(readFileSync(new URL('terms.json', import.meta.url), 'utf8'));
let failed = 0;
for (const { lang, text, terms } of cases) {
    const got = JSON.stringify(context.livretRecherche.termes(text, lang));
    // Hangul and Indic letters come out decomposed.
    if (got === JSON.stringify(terms.map((t) => t.normalize('NFKD')))) continue;
    failed++;
    console.log(`${lang}: ${text}\n  gives    ${got}\n  expected ${JSON.stringify(terms)}`);
}
console.log(`${cases.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
