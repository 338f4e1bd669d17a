import { css } from "lit";

export const styles = css`
  :host {
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--_paper);
  }
  .content {
    flex: 1;
    min-block-size: 0;
    padding: 24px 20px;
    overflow: hidden auto;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  .tabs {
    display: none;
    flex: none;
    gap: 4px;
    margin: 0 16px;
    padding: 3px;
    border-radius: 14px;
    background: var(--_theirs);
  }
  .tabs button {
    flex: 1;
    min-block-size: 38px;
    border-radius: 11px;
    color: var(--_muted);
    font-size: 14px;
    font-weight: 600;
  }
  .tabs button[aria-pressed="true"] {
    background: var(--_paper);
    color: var(--_ink);
    box-shadow: 0 1px 2px rgb(20 24 40 / 0.1);
  }
  inbox-notes {
    margin-block-start: 24px;
  }
  inbox-actions {
    justify-content: center;
    margin-block-start: 16px;
  }
  /* Wider than the aside beside a conversation, this stands alone. */
  @container (min-width: 300px) {
    .tabs {
      display: flex;
    }
    .content {
      inline-size: min(100%, 480px);
      margin-inline: auto;
    }
    [data-tab="about"] inbox-notes,
    [data-tab="notes"] .about {
      display: none;
    }
    inbox-notes {
      margin-block-start: 0;
    }
  }
  @container (max-width: 299.98px) {
    inbox-actions {
      display: none;
    }
  }
  h3 {
    font-size: 16px;
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
  }
  .muted {
    color: var(--_muted);
    font-size: 13px;
    line-height: 18px;
  }
  .buyer {
    display: flex;
    flex-direction: column;
    align-items: center;
    text-align: center;
  }
  chat-avatar {
    inline-size: 72px;
    block-size: 72px;
    font-size: 26px;
    margin-block-end: 12px;
  }
  .product {
    margin-block-start: 24px;
    padding: 16px;
    border-radius: 16px;
    background: var(--_wash);
  }
  .product h3 {
    font-size: 15px;
  }
  .product > * + * {
    margin-block-start: 4px;
  }
  img {
    display: block;
    inline-size: 100%;
    aspect-ratio: 4 / 3;
    margin-block-end: 12px;
    border-radius: 10px;
    object-fit: cover;
  }
  .price {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  a {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 40px;
    margin-block-end: -8px;
    border-radius: 8px;
    color: inherit;
    font-size: 13px;
    font-weight: 600;
    text-decoration: underline;
    text-decoration-color: var(--_line);
    text-underline-offset: 3px;
  }
  a:hover {
    text-decoration-color: currentColor;
  }
`;
