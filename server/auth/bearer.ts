/** What an HTTP request brings as `Authorization: Bearer …` (RFC 6750); undefined when it brings none. */
export const bearerOf = (request: Request): string | undefined =>
  /^bearer +(\S.*)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
