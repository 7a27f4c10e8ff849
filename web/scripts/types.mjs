// Writes src/api/schema.d.ts from the API's own description.
//   npm run types -- [http://127.0.0.1:8480/openapi.json, or a file] [where to]
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const source = process.argv[2] ?? '../docs/reference/openapi.json';
const out = process.argv[3] ?? resolve(import.meta.dirname, '../src/api/schema.d.ts');
const url = /^https?:/.test(source) ? new URL(source) : pathToFileURL(source);
const ast = await openapiTS(url, { defaultNonNullable: false });
writeFileSync(out, `// Made by "npm run types" from /openapi.json. Do not edit.\n${astToString(ast)}`);
