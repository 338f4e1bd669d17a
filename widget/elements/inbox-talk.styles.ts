import { css } from "lit";

export const styles = css`
  :host {
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
  }
  chat-header {
    border-block-end: 1px solid var(--_line);
  }
  chat-conversation {
    flex: 1;
  }
  /* Its place, until it is loaded. */
  chat-menu:not(:defined) {
    inline-size: 40px;
  }
  .answering:empty {
    display: none;
  }
  .answering {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 16px;
    color: var(--_muted);
    font-size: 13px;
    line-height: 18px;
  }
  .answering i {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_online);
    animation: breathe 1.4s infinite alternate;
  }
  .closed {
    padding: 10px 16px;
    border-block-start: 1px solid var(--_line);
    background: var(--_wash);
    color: var(--_muted);
    font-size: 13px;
    line-height: 18px;
    text-align: center;
    text-wrap: balance;
  }
  @keyframes breathe {
    from {
      opacity: 0.35;
    }
  }
  /* Here the aside has them. */
  @container (max-width: 519.98px) {
    inbox-actions {
      display: none;
    }
  }
`;
