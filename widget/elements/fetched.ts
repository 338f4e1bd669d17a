/**
 * Waits for a part of an element that is loaded when it is first wanted. Returns whether it is there: who wants it again
 * tries again.
 *
 * @param name what it is, for the console
 */
export const fetched = (name: string, part: Promise<unknown>): Promise<boolean> =>
  part.then(
    () => true,
    (error: unknown) => {
      console.error(`seller-chat: ${name} could not be loaded`, error);
      return false;
    },
  );
