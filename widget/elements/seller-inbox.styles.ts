import { css } from "lit";

/** Three panes, two, or one at a time, by the room that the page gives the element. */
export const styles = css`
  :host {
    display: block;
    block-size: 640px;
  }
  .root {
    container-type: inline-size;
    overflow: hidden;
    background: var(--_paper);
  }
  chat-hint[role="alert"] {
    box-sizing: border-box;
    max-inline-size: 340px;
    block-size: 100%;
    margin-inline: auto;
    justify-content: center;
  }
  .panes {
    display: grid;
    grid-template: minmax(0, 1fr) / 320px minmax(0, 1fr) 280px;
    block-size: 100%;
  }
  .panes[data-pane="list"] {
    grid-template-columns: 320px minmax(0, 1fr);
  }
  .list,
  .conversation,
  .details {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
  }
  .conversation,
  .details {
    border-inline-start: 1px solid var(--_line);
  }
  .conversation chat-header {
    border-block-end: 1px solid var(--_line);
  }
  .none {
    align-items: center;
    justify-content: center;
    background: var(--_wash);
  }
  inbox-list,
  chat-conversation,
  inbox-details {
    flex: 1;
  }
  .sellers {
    display: flex;
    align-items: center;
    max-inline-size: 100%;
    margin-block: -10px;
    border-radius: 8px;
  }
  .sellers:focus-within {
    outline: 2px solid var(--_ring);
  }
  select {
    min-inline-size: 0;
    min-block-size: 40px;
    padding-inline-end: 22px;
    border: 0;
    background: none;
    appearance: none;
    field-sizing: content;
    font-size: 16px;
    font-weight: 600;
    letter-spacing: -0.01em;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  option {
    background: var(--_paper);
    color: var(--_ink);
  }
  .sellers svg {
    margin-inline-start: -18px;
    color: var(--_muted);
    pointer-events: none;
  }
  .back,
  .about,
  .details-bar {
    display: none;
  }
  .back {
    margin-inline-start: -8px;
  }
  .details-bar {
    padding: 14px 16px 0;
  }

  @container (max-width: 1079.98px) {
    .panes,
    .panes[data-pane="list"] {
      grid-template-columns: 320px minmax(0, 1fr);
    }
    .about {
      display: grid;
    }
    .details,
    .panes[data-pane="details"] .conversation {
      display: none;
    }
    .panes[data-pane="details"] .details {
      display: flex;
    }
    .details-bar,
    .details .back {
      display: grid;
    }
  }
  @container (max-width: 719.98px) {
    .panes,
    .panes[data-pane="list"] {
      grid-template-columns: minmax(0, 1fr);
    }
    .conversation,
    .details {
      border: 0;
    }
    .back {
      display: grid;
    }
    .panes[data-pane="list"] .conversation,
    .panes:not([data-pane="list"]) .list {
      display: none;
    }
  }
`;
