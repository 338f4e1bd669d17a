/** S5: an absolute http(s) address, normalised; anything else, `javascript:` first of all, is undefined. */
export const httpUrl = (value: string | null | undefined, base?: string): string | undefined => {
  if (!value || (base === undefined && !/^https?:/i.test(value))) return undefined;
  try {
    const url = new URL(value, base);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : undefined;
  } catch {
    return undefined;
  }
};
