/** Pure: minutes since midnight, and how a time field writes them. */

const two = (value: number): string => String(value).padStart(2, "0");

/** `09:30`; the midnight that ends a day (1440) is written as the one that begins it. */
export const timeField = (minutes: number): string => `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;

/** @param ends whether midnight ends the day. Undefined for an empty field. */
export const minutesOf = (field: string, ends: boolean): number | undefined => {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(field) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const since = Number(hours) * 60 + Number(minutes);
  return ends && since === 0 ? 1440 : since;
};
