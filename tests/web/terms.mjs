// The browser's side cuts each text of terms.json as the program does (tests/unit/test_search.c holds that one to the same file).
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';

export function checkTerms(script) {
    const context = createContext({});
    runInContext(readFileSync(script, 'utf8'), context);
    const cases = JSON.parse(readFileSync(new URL('terms.json', import.meta.url), 'utf8'));
    const total = { passed: 0, failed: 0 };
    for (const { lang, text, terms } of cases) {
        const got = JSON.stringify(context.livretRecherche.termes(text, lang));
        // Hangul and Indic letters come out decomposed.
        const same = got === JSON.stringify(terms.map((t) => t.normalize('NFKD')));
        total[same ? 'passed' : 'failed'] += 1;
        if (!same) console.log(`terms: ${lang}: ${text}\n  gives    ${got}\n  expected ${JSON.stringify(terms)}`);
    }
    return total;
}
