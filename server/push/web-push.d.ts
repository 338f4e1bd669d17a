/** What we use of web-push, which has no types of its own. */
declare module "web-push" {
  export interface Vapid {
    readonly publicKey: string;
    readonly privateKey: string;
  }

  export interface WebPush {
    /** base64url: 65 bytes on P-256, and 32. */
    generateVAPIDKeys(): Vapid;
    /** RFC 8292. `expires`: seconds since 1970, at most a day ahead. */
    getVapidHeaders(
      audience: string,
      subject: string,
      publicKey: string,
      privateKey: string,
      encoding: "aes128gcm",
      expires: number,
    ): { Authorization: string };
    /** A request with its encrypted body (RFC 8291); `vapidDetails: null` leaves `Authorization` to `headers`. */
    generateRequestDetails(
      subscription: { endpoint: string; keys: { p256dh: string; auth: string } },
      payload: Buffer,
      options: {
        vapidDetails: null;
        headers: Record<string, string>;
        TTL: number;
        urgency: "normal" | "high";
        topic: string;
      },
    ): { headers: Record<string, string | number>; body: Buffer<ArrayBuffer> };
  }

  const webPush: WebPush;
  export default webPush;
}
