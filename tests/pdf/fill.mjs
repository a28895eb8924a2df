// node fill.mjs MODULES BLANK.pdf FILLED.pdf TEXT...: the form as pdf.js saves it once its fields hold these texts in turn.
// Prints how many fields there are. Fails where a letter has no place in the form's own font. Status 75 when Node.js is too old.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

if (!process.getBuiltinModule) process.exit(75);
const [modules, blank, filled, ...texts] = process.argv.slice(2);
const home = resolve(modules, 'node_modules/pdfjs-dist') + '/';
const { getDocument, VerbosityLevel } = await import(pathToFileURL(home + 'legacy/build/pdf.mjs').href);
const task = getDocument({ data: new Uint8Array(readFileSync(blank)), verbosity: VerbosityLevel.ERRORS });
const doc = await task.promise;
let fields = 0;
for (let number = 1; number <= doc.numPages; number++) {
    const annotations = await (await doc.getPage(number)).getAnnotations();
    for (const field of annotations.filter(({ subtype }) => subtype === 'Widget')) {
        doc.annotationStorage.setValue(field.id, { value: texts[fields % texts.length] });
        fields++;
    }
}
const bytes = Buffer.from(await doc.saveDocument());
writeFileSync(filled, bytes);
await task.destroy();
console.log(fields);
// What pdf.js asks for when it could not write a text with the form's font.
if (bytes.includes('NeedAppearances')) process.exit(1);
