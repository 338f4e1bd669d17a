import { css } from "lit";

export const styles = css`
  :host {
    position: relative;
    display: block;
    min-inline-size: 0;
    min-block-size: 0;
    background: color-mix(in oklch, var(--_theirs), var(--_ink) 6%);
    overflow: hidden;
  }
  button {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border: 0;
    cursor: zoom-in;
  }
  button:focus-visible {
    outline: 2px solid white;
    outline-offset: -4px;
    box-shadow: inset 0 0 0 6px rgb(0 0 0 / 0.4);
  }
  canvas,
  img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  img {
    opacity: 0;
  }
  img.loaded {
    opacity: 1;
    transition: opacity 200ms ease-out;
  }
  .over {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    color: white;
    pointer-events: none;
  }
  .over.dim {
    background: rgb(0 0 0 / 0.42);
    font-size: 20px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .ring,
  .disc {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    border-radius: 50%;
    background: rgb(0 0 0 / 0.5);
  }
  .done {
    transition: stroke-dashoffset 200ms ease-out;
  }
  .blank {
    color: var(--_muted);
  }
  .halted {
    opacity: 0.55;
  }
  @media (forced-colors: active) {
    .ring,
    .disc {
      border: 1px solid CanvasText;
    }
  }
`;
