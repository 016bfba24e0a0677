/**
 * What this thread has computed so far, ms: `const from = processorTime(); …; expect(processorTime() - from).toBeLessThan(1000)`. A bound
 * on it holds on a busy machine as on a quiet one.
 */
export const processorTime = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
