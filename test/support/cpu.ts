/**
 * Milliseconds of processor time that this process has used. What a pure function costs is measured with it, because
 * it does not grow when the machine has other work.
 */
export const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
