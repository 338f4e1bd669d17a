import { css } from "lit";

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--_paper);
  }
  chat-messages {
    flex: 1;
  }
  chat-composer {
    border-block-start: 1px solid var(--_line);
  }
  chat-hint[role="alert"] {
    margin: auto;
  }
  .notice {
    padding: 10px 16px;
    border-block-start: 1px solid var(--_line);
    background: var(--_wash);
    color: var(--_ink);
    font-size: 13px;
    line-height: 18px;
    text-wrap: pretty;
  }
`;
