import { css } from "lit";

export const styles = css`
  :host {
    display: block;
  }
  .strip {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 10px 16px;
    background: var(--_wash);
    color: var(--_ink);
    font-size: 14px;
    line-height: 1.3;
    text-decoration: none;
  }
  a.strip:hover .title {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  a.strip:focus-visible {
    outline-offset: -2px;
  }
  .picture {
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 10px;
    display: grid;
    place-items: center;
    overflow: hidden;
    background: var(--_line);
    color: var(--_muted);
  }
  img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .title {
    flex: 1;
    min-inline-size: 0;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .price {
    flex: none;
    max-inline-size: 45%;
    overflow-wrap: anywhere;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
`;
