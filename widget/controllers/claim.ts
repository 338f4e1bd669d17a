/**
 * Makes one of a browser's pages the only one to act. `mark` is compared as text and only grows; where storage is denied,
 * every page is the only one.
 */
export const claimOnce = async (name: string, mark: string): Promise<boolean> => {
  const claim = (): boolean => {
    try {
      if ((localStorage.getItem(name) ?? "") >= mark) return false;
      localStorage.setItem(name, mark);
    } catch {
      // denied
    }
    return true;
  };
  return "locks" in navigator ? navigator.locks.request(name, async () => claim()) : claim();
};
