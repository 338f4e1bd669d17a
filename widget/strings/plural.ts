/** Picks the form that goes with a number. `other` also serves the categories that a language doesn't have. */
export const plural = (language: string) => {
  const rules = new Intl.PluralRules(language);
  return (count: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string =>
    forms[rules.select(count)] ?? forms.other;
};
