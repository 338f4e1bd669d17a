import { css } from "lit";

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
  }
  inbox-list {
    flex: 1;
  }
  /* Beside the bell: the seller's name needs the room. */
  chat-header {
    gap: 10px;
    padding-inline-end: 8px;
  }
  chat-header :is(slot, .icon-button) {
    margin-inline-start: -10px;
  }
  chat-header slot {
    display: block;
  }
  .notice {
    margin: 0 12px 12px;
    padding: 10px 12px;
    border-radius: 12px;
    background: var(--_theirs);
    font-size: 13px;
    line-height: 18px;
    text-wrap: pretty;
  }
`;
