/**
 * Prisma's own schema engine, in WebAssembly, on the driver adapter: it keeps Prisma's ledger and takes
 * Prisma's advisory lock, so `prisma migrate deploy` agrees with what happens here and nothing is downloaded.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

let ready: Promise<void> | undefined;

/** The package imports its `.wasm` as a module, which Node before 24 refuses: instantiate it by hand, once. */
function instantiate(): Promise<void> {
  ready ??= (async () => {
    const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
    const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'));
    const imports = { './schema_engine_bg.js': bindings as unknown as Record<string, never> };
    const { instance } = await WebAssembly.instantiate(bytes, imports);
    const glue = bindings as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void };
    glue.__wbg_set_wasm(instance.exports);
    (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  })();
  return ready;
}

/**
 * Prisma's adapter cuts a script at every semicolon, also inside function bodies, and sends the pieces one by
 * one. Sent whole, PostgreSQL runs a script as one transaction: a migration that is killed leaves nothing behind.
 */
class WholeScripts extends PrismaPg {
  readonly opened: Awaited<ReturnType<PrismaPg['connect']>>[] = [];
  /** What PostgreSQL said to a script; the engine passes on no more than that it failed. */
  fault: unknown;

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    this.opened.push(adapter);
    adapter.executeScript = async (script) => {
      try {
        await adapter.underlyingDriver().query(script);
      } catch (error) {
        this.fault = error;
        throw error;
      }
    };
    return adapter;
  }
}

/** The engine on the database at `url` for the given schema text, for the length of `work`. */
export async function withSchemaEngine<T>(
  url: string,
  schema: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  await instantiate();
  // One connection: the engine's advisory lock belongs to the session that took it.
  const factory = new WholeScripts({ connectionString: url, connectionTimeoutMillis: 10_000, max: 1 });
  const { SchemaEngine: Engine } = bindings as unknown as { SchemaEngine: typeof SchemaEngine };
  const ignoreLog = (): void => undefined;
  const engine = await Engine.new(
    { datamodels: [['schema.prisma', schema]] },
    ignoreLog,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await work(engine);
  } catch (error) {
    throw factory.fault ?? error;
  } finally {
    engine.free();
    // The engine leaves its connections to the adapter, and the adapter to whoever made it.
    for (const adapter of factory.opened) await adapter.dispose();
  }
}
