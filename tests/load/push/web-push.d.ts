declare module "web-push" {
  interface WebPush {
    /** Encrypts, signs and sends over https; rejects unless the answer is 2xx. */
    sendNotification(
      subscription: { endpoint: string; keys: { p256dh: string; auth: string } },
      payload: Buffer,
      options: {
        vapidDetails: { subject: string; publicKey: string; privateKey: string };
        TTL: number;
        urgency: "high";
        topic: string;
      },
    ): Promise<unknown>;
  }
}
