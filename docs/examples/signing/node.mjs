// Signs a token for seller-chat. Node 18 or newer, or Bun; no package is needed.
// `node node.mjs` prints a buyer's token, `node node.mjs seller` one of somebody who answers for a seller.
import { createHmac } from "node:crypto";
import { pathToFileURL } from "node:url";

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export function sign(claims, secret, seconds = 3600) {
  const now = Math.floor(Date.now() / 1000);
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part({ ...claims, iat: now, exp: now + seconds })}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const secret = process.env.AUTH_SECRET ?? "";
  if (Buffer.byteLength(secret) < 32) {
    console.error("AUTH_SECRET must be the chat server's secret, at least 32 bytes.");
    process.exit(1);
  }
  const buyer = { sub: "user-17", name: "Анна Белова" };
  // Who answers for sellers: their token names them.
  const agent = { sub: "user-3", name: "Пётр", sellers: [{ id: "svet", name: "Мастерская света" }] };
  console.log(sign(process.argv[2] === "seller" ? agent : buyer, secret));
}
