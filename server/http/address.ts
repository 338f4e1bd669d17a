/** Whose request it is, for limits and logs. A proxy's word counts only where the operator says so (TRUST_PROXY). */
export function addressOf(
  request: Request,
  server: { requestIP(request: Request): { address: string } | null } | null,
  trustProxy: boolean,
): string {
  const forwarded = trustProxy ? request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded || server?.requestIP(request)?.address || "unknown";
}
