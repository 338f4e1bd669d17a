/** The address itself, and those where nothing is. For a server that is nothing but the chat: a shop has its own of both. */
import { Elysia } from "elysia";
import { ChatError, STATUS } from "../errors";

const HOME = `This is a seller-chat server.

A storefront loads /seller-chat.js from here, a seller's inbox is at /dashboard, and /status tells how it is.
How to put it on a page, and how to run it: README.md and docs/ of its checkout.
`;

export const home = () => new Elysia().get("/", () => HOME);

/** In the words of all other faults, not in the framework's. */
export const nothingHere = () =>
  new Elysia().onError({ as: "scoped" }, ({ code, status }) => {
    if (code !== "NOT_FOUND") return;
    const fault = new ChatError("not_found", "There is nothing at this address.");
    return status(STATUS[fault.code], { code: fault.code, message: fault.message });
  });
