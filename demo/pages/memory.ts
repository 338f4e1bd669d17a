/** What the demo's pages remember in this browser. A browser that forbids it remembers nothing. */
export const remember = (key: string, value: string): void => {
  try {
    localStorage.setItem(`demo:${key}`, value);
  } catch {}
};

export const recall = (key: string): string | null => {
  try {
    return localStorage.getItem(`demo:${key}`);
  } catch {
    return null;
  }
};
