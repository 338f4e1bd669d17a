import { TypeCompiler } from "@sinclair/typebox/compiler";
import { Elysia } from "elysia";
import type { Live } from "../live/live";
import { poll } from "../live/poll";
import { PollRequest } from "../protocol/rest";
import { addressOf } from "./address";
import { jsonBody } from "./body";

const check = TypeCompiler.Compile(PollRequest);

export const polling = ({ live, trustProxy }: { live: Live; trustProxy: boolean }) =>
  new Elysia().post(
    "/v1/poll",
    async ({ request, server }) => {
      const body = await jsonBody(request, check, "{frames: [hello, …], wait?}");
      return poll(live, body, addressOf(request, server, trustProxy), request.signal);
    },
    { parse: "none" },
  );
