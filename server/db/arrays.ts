import type { PostgresType } from "postgres";

/**
 * PostgreSQL's arrays of what we use, one-dimensional. postgres.js 3.4.9 would ask each new connection which array types
 * there are, and a connection that ends before the answer then ends the whole process: nobody catches that query.
 */
export const arrays = {
  booleans: array(1000, (text) => text === "t"),
  integers: array(1007, Number),
  texts: array(1009, String),
  bigints: array(1016, Number), // `seq` and `rev` stay below 2^53
  times: array(1185, (text) => new Date(text)),
  uuids: array(2951, String),
  jsons: array(3807, (text): unknown => JSON.parse(text), JSON.stringify),
};

function array<T>(
  oid: number,
  read: (text: string) => T,
  write: (value: T) => string = String,
): PostgresType<(T | null)[]> {
  return {
    to: oid,
    from: [oid],
    // What is PostgreSQL's text of an array already goes as it is.
    serialize: (values: readonly (T | null)[] | string) =>
      typeof values === "string" ? values : toText(values.map((value) => (value === null ? null : write(value)))),
    parse: (values: string) => fromText(values).map((value) => (value === null ? null : read(value))),
  };
}

const toText = (values: readonly (string | null)[]): string =>
  `{${values.map((value) => (value === null ? "null" : `"${value.replace(/["\\]/g, "\\$&")}"`)).join(",")}}`;

/** `{a,"b, c",NULL}`: quoted where it has to be, so that a quoted NULL is a text. */
const fromText = (values: string): (string | null)[] =>
  [...values.matchAll(/"((?:[^"\\]|\\.)*)"|([^",{}]+)/gs)].map(([, quoted, bare]) =>
    quoted !== undefined ? quoted.replace(/\\(.)/gs, "$1") : bare === undefined || bare === "NULL" ? null : bare,
  );
