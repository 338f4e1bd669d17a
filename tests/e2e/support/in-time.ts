/**
 * Fails before the runner's own limit. When that is passed, Bun kills every process that the file has started: the browser
 * and the database of all the tests that follow.
 */
export async function inTime(work: Promise<void>, milliseconds: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not done after ${milliseconds / 1000} s`)), milliseconds);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
