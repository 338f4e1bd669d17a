import { css } from "lit";

export const styles = css`
  :host {
    display: block;
    padding: 24px 20px;
    overflow: hidden auto;
    background: var(--_paper);
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
