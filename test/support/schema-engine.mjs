#!/usr/bin/env node
/**
 * Stands in for the schema engine that Prisma's command would download: the same engine in WebAssembly, behind
 * the same lines of JSON-RPC on stdin and stdout. So `prisma migrate deploy` itself can be run without network.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

/** The values that follow each `name` on the command line. */
const given = (name) => process.argv.filter((_, index) => process.argv[index - 1] === name);

const datamodels = await Promise.all(
  given('--datamodels').map(async (file) => [file, await readFile(file, 'utf8')]),
);
const { url } = JSON.parse(given('--datasource')[0] ?? '{}');

const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
const wasm = await WebAssembly.instantiate(await readFile(join(folder, 'schema_engine_bg.wasm')), {
  './schema_engine_bg.js': bindings,
});
bindings.__wbg_set_wasm(wasm.instance.exports);
wasm.instance.exports.__wbindgen_start();

if (process.argv.includes('can-connect-to-database')) {
  process.stderr.write(
    `${JSON.stringify({ level: 'INFO', fields: { message: 'Connection successful' } })}\n`,
  );
  process.exit(0);
}

/** The adapter cuts scripts at semicolons; the engine's own driver sends them whole. */
class WholeScripts extends PrismaPg {
  async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  }
}

const engine = await bindings.SchemaEngine.new(
  { datamodels },
  () => {},
  bindMigrationAwareSqlAdapterFactory(new WholeScripts({ connectionString: url, max: 1 })),
);
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  const name = method === 'getDatabaseVersion' ? 'version' : method;
  let answer;
  try {
    answer = { result: (await engine[name](params)) ?? null };
  } catch (error) {
    const data = {
      is_panic: false,
      message: error.message,
      meta: error.meta ?? null,
      error_code: error.code,
    };
    answer = { error: { code: 4466, message: error.message, data } };
  }
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer })}\n`);
}
process.exit(0);
