/** Ends a switch over a union: a new member that is not handled no longer compiles. */
export const unreachable = (value: never): never => {
  throw new Error(`not expected: ${JSON.stringify(value)}`);
};
