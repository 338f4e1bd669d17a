import { css } from "lit";

export const styles = css`
  :host {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
  }
  .assignee,
  .status {
    display: flex;
    align-items: center;
    block-size: 36px;
    border: 1px solid var(--_line);
    border-radius: 18px;
    background: var(--_paper);
    font-size: 13px;
    font-weight: 500;
  }
  .assignee {
    position: relative;
    min-inline-size: 0;
    padding-inline: 5px 0;
  }
  .assignee.free {
    color: var(--_muted);
  }
  .assignee:focus-within {
    outline: 2px solid var(--_ring);
    outline-offset: 2px;
  }
  .assignee:hover,
  .status:hover {
    background: var(--_wash);
  }
  chat-avatar {
    flex: none;
    inline-size: 24px;
    block-size: 24px;
    font-size: 10px;
  }
  select {
    min-inline-size: 0;
    max-inline-size: 168px;
    block-size: 100%;
    padding-inline: 8px 30px;
    border: 0;
    border-radius: 18px;
    background: none;
    appearance: none;
    field-sizing: content;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  select:focus-visible {
    outline: none;
  }
  option {
    background: var(--_paper);
    color: var(--_ink);
  }
  .assignee svg {
    position: absolute;
    inset-inline-end: 10px;
    pointer-events: none;
  }
  .status {
    flex: none;
    gap: 6px;
    padding-inline: 12px 14px;
    white-space: nowrap;
  }
  @media (pointer: coarse) {
    .assignee,
    .status {
      block-size: 40px;
      border-radius: 20px;
    }
  }
`;
