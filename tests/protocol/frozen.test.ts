import { expect, test } from "bun:test";
import { CLIENT_FRAMES } from "../../server/protocol/client-frames";
import { CLOSE, ERROR_CODES } from "../../server/protocol/codes";
import * as push from "../../server/protocol/push";
import * as rest from "../../server/protocol/rest";
import { SERVER_FRAMES } from "../../server/protocol/server-frames";
import { VERSION } from "../../server/protocol/version";

/** Other programs are written against these. A change here is written down in server/protocol/version.ts. */
const FROZEN = { version: 1, hash: "13d449ae06127032" };

test("the wire is the one that was written down", () => {
  const wire = JSON.stringify({ CLIENT_FRAMES, SERVER_FRAMES, rest, push, CLOSE, ERROR_CODES });
  expect({ version: VERSION, hash: new Bun.CryptoHasher("sha256").update(wire).digest("hex").slice(0, 16) }).toEqual(
    FROZEN,
  );
});
