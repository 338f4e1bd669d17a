/** The load, in a process of its own. Takes orders and answers them over the parent's channel, one after another. */
import { type Archive, type ArchiveOrder, archive } from "./archive";
import { comeBack, type GatherOrder, gather, type Returned, type ReturnOrder } from "./crowd";
import { type InsertOrder, type Inserts, insert } from "./inserts";
import { type Talk, type TalkOrder, talk } from "./talk";

export type Order = TalkOrder | InsertOrder | GatherOrder | ReturnOrder | ArchiveOrder;
export interface Answers {
  talk: Talk;
  insert: Inserts;
  gather: undefined;
  return: Returned;
  archive: Archive;
}

function obey(order: Order): Promise<Answers[Order["do"]]> {
  switch (order.do) {
    case "talk":
      return talk(order);
    case "insert":
      return insert(order);
    case "gather":
      return gather(order).then(() => undefined);
    case "return":
      return comeBack();
    case "archive":
      return archive(order);
  }
}

process.on("message", async (order: Order) => process.send?.({ answer: await obey(order) }));
