import { css } from "lit";

export const styles = css`
  :host {
    display: block;
  }
  ul {
    display: flex;
    gap: 8px;
    padding: 12px 12px 4px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  li {
    position: relative;
    flex: none;
    display: grid;
    block-size: 64px;
    min-inline-size: 64px;
    max-inline-size: 216px;
    border-radius: 12px;
    background: var(--_theirs);
    overflow: hidden;
    animation: arrive 160ms ease-out;
  }
  canvas {
    inline-size: 64px;
    block-size: 64px;
    object-fit: cover;
  }
  li.preparing canvas {
    opacity: 0.5;
  }
  .file {
    display: grid;
    grid-template: auto auto / auto minmax(0, 1fr);
    align-content: center;
    column-gap: 8px;
    padding-inline: 12px 36px;
    font-size: 13px;
    line-height: 18px;
  }
  .file svg {
    grid-row: span 2;
    align-self: center;
    color: var(--_muted);
  }
  .name {
    display: flex;
    min-inline-size: 0;
    white-space: pre;
  }
  .tail {
    flex: none;
  }
  .size {
    color: var(--_muted);
    font-size: 11px;
    line-height: 16px;
    font-variant-numeric: tabular-nums;
  }
  /* The finger gets 40 px, the eye 20. */
  button {
    position: absolute;
    inset: 0 0 auto auto;
    display: grid;
    place-items: start end;
    inline-size: 40px;
    block-size: 40px;
    padding: 4px;
  }
  button span {
    display: grid;
    place-items: center;
    inline-size: 20px;
    block-size: 20px;
    border-radius: 50%;
    background: rgb(0 0 0 / 0.6);
    color: white;
  }
  button:hover span {
    background: black;
  }
  button:focus-visible {
    outline: none;
  }
  button:focus-visible span {
    outline: 2px solid var(--_ring);
    outline-offset: 1px;
  }
  button svg {
    inline-size: 12px;
    block-size: 12px;
    stroke-width: 3;
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: scale(0.9);
    }
  }
  @media (forced-colors: active) {
    li {
      border: 1px solid CanvasText;
    }
  }
`;
