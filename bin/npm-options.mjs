/**
 * `npm run demo --exit` without the `--` that npm wants: npm keeps the option to itself and passes it on
 * as `npm_config_exit` in the environment. These are the options worth recovering, per script.
 */
const optionsOf = {
  demo: [
    { flag: '--exit', takesValue: false },
    { flag: '--json', takesValue: false },
    { flag: '--speed', takesValue: true },
  ],
  start: [{ flag: '--json', takesValue: false }],
};

/**
 * The arguments as the user meant them.
 * @param {readonly string[]} argv after the script's name, e.g. `['demo']`
 * @param {Record<string, string | undefined>} env
 * @returns {string[]}
 */
export function withNpmOptions(argv, env) {
  const [command, ...rest] = argv;
  // Programs that the command itself starts inherit the environment; it is not meant for them.
  if (command === undefined || env.npm_lifecycle_event !== command) return [...argv];
  const result = [...rest];
  for (const { flag, takesValue } of optionsOf[command] ?? []) {
    const value = env[`npm_config_${flag.slice(2)}`];
    const given = rest.some((argument) => argument === flag || argument.startsWith(`${flag}=`));
    if (given || !value || value === 'false') continue;
    // `--speed 10` arrives as speed=true and a lone "10", which then follows the flag as it should.
    if (takesValue && value === 'true') result.unshift(flag);
    else result.push(...(takesValue ? [flag, value] : [flag]));
  }
  return [command, ...result];
}
