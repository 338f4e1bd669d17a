import { css } from "lit";

export const styles = css`
  :host {
    position: relative;
    display: block;
  }
  .popup {
    position: absolute;
    z-index: 1;
    inset-block-end: 8px;
    inset-inline: 12px;
    max-inline-size: 560px;
    padding: 8px;
    border: 1px solid var(--_line);
    border-radius: 16px;
    background: var(--_paper);
    box-shadow: var(--_shadow);
    animation: rise 120ms ease-out;
  }
  h3 {
    padding: 4px 10px 6px;
    color: var(--_muted);
    font-size: 12px;
    font-weight: 500;
    line-height: 16px;
  }
  ul {
    max-block-size: 240px;
    overflow: hidden auto;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  li {
    display: flex;
    align-items: baseline;
    gap: 12px;
    padding: 9px 10px;
    border-radius: 10px;
    font-size: 14px;
    line-height: 20px;
    cursor: pointer;
  }
  li:hover {
    background: color-mix(in oklch, var(--_theirs), transparent 50%);
  }
  li[aria-selected="true"] {
    background: var(--_theirs);
  }
  b {
    flex: none;
    min-inline-size: 84px;
    max-inline-size: 40%;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  span {
    color: color-mix(in oklch, var(--_muted), var(--_ink) 20%);
  }
  .none {
    padding: 4px 10px 8px;
    font-size: 14px;
  }
  .none button {
    min-block-size: 32px;
    color: var(--_ring);
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(4px);
    }
  }
`;
