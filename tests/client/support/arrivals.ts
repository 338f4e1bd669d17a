import { flush } from "./clock";
import type { ModelServer } from "./model-server";

/** Everything that is on its way to the server and back arrives. */
export const arrivals = async ({ links }: Pick<ModelServer, "links">): Promise<void> => {
  for (let quiet = 0; quiet < 5; quiet++) {
    for (const link of links)
      while (link.up.length + link.down.length > 0) {
        link.receive();
        link.deliver();
        quiet = 0;
      }
    await flush();
  }
};
