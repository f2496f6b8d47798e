/** A measurement as a program: arguments in, tables or JSON out, exit code 1 when a target is missed. */
import { type Finding, passes, table } from './report.ts';

export interface Options {
  /** Smaller sizes: says whether it works, not how fast it is. */
  readonly quick: boolean;
}

/** Runs a measurement that needs no database. */
export async function runAlone(measure: (options: Options) => Promise<Finding[]>): Promise<void> {
  const flags = process.argv.slice(2);
  const findings = await measure({ quick: flags.includes('--quick') });
  const text = flags.includes('--json')
    ? JSON.stringify(findings.map((finding) => ({ ...finding, pass: passes(finding) })))
    : findings.map(table).join('\n\n');
  process.stdout.write(`${text}\n`);
  if (!findings.every(passes)) process.exitCode = 1;
}
