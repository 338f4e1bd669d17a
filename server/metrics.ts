/** What an operator watches, in Prometheus' terms. Labels are codes of ours, never ids: a series each would not end. */
import { Counter, Gauge, Histogram, Registry } from "prom-client";

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    connections: new Gauge({ name: "seller_chat_connections", help: "Open links, signed in or not", registers }),
    stored: new Counter({ name: "seller_chat_messages_stored_total", help: "Messages that were committed", registers }),
    delivered: new Counter({
      name: "seller_chat_frames_delivered_total",
      help: "Message frames handed to links",
      registers,
    }),
    refused: new Counter({
      name: "seller_chat_refusals_total",
      help: "Requests answered with an error",
      labelNames: ["code"],
      registers,
    }),
    reports: new Counter({
      name: "seller_chat_reports_total",
      help: "Conversations that somebody reported",
      labelNames: ["reason"],
      registers,
    }),
    contacts: new Counter({
      name: "seller_chat_contacts_total",
      help: "Texts in which the contact guard found something, by what became of them",
      labelNames: ["outcome"],
      registers,
    }),
    uploads: new Counter({
      name: "seller_chat_uploads_total",
      help: "Files that were taken",
      labelNames: ["type"],
      registers,
    }),
    uploadBytes: new Counter({
      name: "seller_chat_upload_bytes_total",
      help: "Bytes of the files that were taken, as they came",
      registers,
    }),
    uploadsRefused: new Counter({
      name: "seller_chat_upload_refusals_total",
      help: "Uploads that were refused, or broke off",
      labelNames: ["code"],
      registers,
    }),
    pushesPrepared: new Counter({
      name: "seller_chat_pushes_prepared_total",
      help: "Notifications made for one browser each",
      registers,
    }),
    pushes: new Counter({
      name: "seller_chat_pushes_total",
      help: "Pushes by what the push service said",
      labelNames: ["outcome"],
      registers,
    }),
    subscriptionsDropped: new Counter({
      name: "seller_chat_push_subscriptions_dropped_total",
      help: "Browsers that can't be notified any more",
      registers,
    }),
    closed: new Counter({
      name: "seller_chat_links_closed_total",
      help: "Links that ended",
      labelNames: ["code"],
      registers,
    }),
    batch: new Histogram({
      name: "seller_chat_batch_messages",
      help: "Messages in one commit",
      buckets: [1, 4, 16, 64, 256, 512],
      registers,
    }),
    commit: new Histogram({
      name: "seller_chat_commit_seconds",
      help: "Duration of one commit",
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
      registers,
    }),
  };
}
