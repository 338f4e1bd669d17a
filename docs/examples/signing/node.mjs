// Signs a token for seller-chat. Node 18 or newer, or Bun; no package is needed.
import { createHmac } from "node:crypto";

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export function sign(claims, secret, seconds = 3600) {
  const now = Math.floor(Date.now() / 1000);
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part({ ...claims, iat: now, exp: now + seconds })}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

// `sellers`: for whom this person answers. A buyer has none.
const person = { sub: "user-17", name: "Анна Белова", sellers: [{ id: "svet", name: "Мастерская света" }] };
console.log(sign(person, process.env.AUTH_SECRET));
