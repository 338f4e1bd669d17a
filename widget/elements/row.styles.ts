import { css } from "lit";

/** The looks of what row.ts renders. */
export const rowStyles = css`
  .day,
  .note {
    margin-block: 20px 12px;
    color: var(--_muted);
    font-size: 12px;
    line-height: 16px;
    text-align: center;
  }
  .note {
    max-inline-size: 78%;
    margin-inline: auto;
    overflow-wrap: anywhere;
  }

  .bubble {
    position: relative;
    align-self: start;
    max-inline-size: min(78%, 560px);
    margin-block-start: 2px;
    padding: 8px 12px;
    border: 1px solid transparent;
    border-radius: 18px;
    border-start-start-radius: 6px;
    border-end-start-radius: 6px;
    background: var(--_theirs);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .bubble.mine {
    align-self: end;
    border-radius: 18px;
    border-start-end-radius: 6px;
    border-end-end-radius: 6px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .bubble.first {
    margin-block-start: 8px;
    border-start-start-radius: 18px;
    border-start-end-radius: 18px;
  }
  .bubble.last {
    border-end-start-radius: 18px;
    border-end-end-radius: 18px;
  }
  .bubble:focus-visible {
    z-index: 1;
  }
  /* Pictures reach to the edge of their bubble; words below them keep their distance. */
  .bubble.pictured {
    padding: 0;
    border-width: 0;
  }
  .pictured .pictures {
    border-radius: inherit;
    overflow: hidden;
  }
  .pictured .quote + .pictures {
    border-start-start-radius: 0;
    border-start-end-radius: 0;
  }
  .pictured .pictures:has(+ .text, + .files) {
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }
  .bubble.pictured .text {
    display: block;
    padding: 8px 12px 9px;
  }
  .bubble.filed .text {
    display: block;
    margin-block-start: 8px;
  }
  .bubble a {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
    text-decoration-thickness: 1px;
  }
  .bubble a:focus-visible {
    outline-color: currentColor;
    outline-offset: 1px;
    border-radius: 2px;
  }
  .bubble.removed {
    border-color: var(--_line);
    background: none;
    color: var(--_muted);
  }

  /* Beside its bubble, on the side that is free. */
  .act {
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(100% + 5px);
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    margin-block: auto;
    border-radius: 50%;
    color: var(--_muted);
    opacity: 0;
    pointer-events: none;
  }
  .mine .act {
    inset-inline: auto calc(100% + 5px);
  }
  .act::after {
    content: "";
    position: absolute;
    inset: -4px -8px;
  }
  .bubble:hover > .act,
  .bubble:focus > .act,
  .act:focus,
  .act[aria-expanded="true"] {
    opacity: 1;
    pointer-events: auto;
  }
  .act:hover,
  .act[aria-expanded="true"] {
    background: var(--_theirs);
    color: var(--_ink);
  }

  .quote {
    position: relative;
    display: grid;
    inline-size: 100%;
    margin-block: 1px 6px;
    padding: 3px 10px;
    border: 0;
    border-inline-start: 3px solid var(--_accent);
    border-radius: 6px;
    background: color-mix(in oklch, var(--_ink) 5%, transparent);
    font-size: 13px;
    line-height: 18px;
    text-align: start;
    white-space: nowrap;
  }
  .quote:hover {
    background: color-mix(in oklch, var(--_ink) 9%, transparent);
  }
  .mine .quote {
    border-color: currentColor;
    background: color-mix(in oklch, var(--_off-accent) 14%, transparent);
  }
  .mine .quote:hover {
    background: color-mix(in oklch, var(--_off-accent) 22%, transparent);
  }
  .quote:focus-visible {
    outline-color: currentColor;
    outline-offset: 1px;
  }
  .quote.held .cut:nth-of-type(2) {
    font-weight: 600;
  }
  .quote.removed,
  .quote.absent {
    font-style: italic;
  }
  .pictured .quote {
    inline-size: auto;
    margin: 8px;
  }
  .found {
    animation: found 1.6s ease-out;
  }
  @keyframes found {
    0%,
    40% {
      box-shadow: 0 0 0 3px var(--_ring);
    }
  }

  .author {
    margin-block: 8px -4px;
    padding-inline: 13px;
    color: var(--_muted);
    font-size: 12px;
    line-height: 16px;
    overflow-wrap: anywhere;
  }
  .author.mine {
    align-self: end;
  }

  .foot {
    margin-block: 4px 8px;
    padding-inline: 6px;
    color: var(--_muted);
    font-size: 11px;
    line-height: 16px;
    font-variant-numeric: tabular-nums;
  }
  .foot.mine {
    align-self: end;
    text-align: end;
  }
  .masked {
    display: block;
  }
  .trail {
    position: relative;
    border-radius: 4px;
  }
  .trail:hover {
    color: var(--_ink);
  }
  /* As large as a finger. */
  .trail::after {
    content: "";
    position: absolute;
    inset: -10px -8px;
  }
  .failed,
  .ways {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    align-items: center;
    gap: 4px 8px;
  }
  .failed {
    color: var(--_danger);
    font-size: 13px;
    line-height: 18px;
  }
  /* Their words end where those above do. */
  .ways {
    margin-inline-end: -5px;
  }
  .failed button {
    min-block-size: 40px;
    margin-block: -12px;
    padding-inline: 4px;
    border-radius: 8px;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 2px;
  }

  .fresh {
    animation: rise 160ms ease-out;
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  /* A finger that rests opens the menu instead, in which one can copy. */
  @supports selector(:popover-open) {
    @media (hover: none) {
      .bubble {
        -webkit-touch-callout: none;
        -webkit-user-select: none;
        user-select: none;
      }
    }
  }
  @supports not selector(:popover-open) {
    .act {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .bubble {
      border-color: CanvasText;
    }
  }
`;
