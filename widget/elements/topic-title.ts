/** Pure: what a product is called. */
import type { Topic } from "../client/state";
import type { Words } from "../strings/localize";

/** A page without a title for it sends the id (page-topic.ts), which says nothing to a person. */
export const topicTitle = ({ id, title }: Topic, words: Words): string => (title === id ? words.product : title);
