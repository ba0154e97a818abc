// Mounts a card as a Streamlit component: what the card asks becomes the component's state, the next run answers.

import { drawCard } from "./card.js";

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".atlas-mount");
  const hooks = {
    ask: (asked) => setStateValue("asked", asked),
    highlight: (codes, turn) => setStateValue("highlight", { codes, turn }),
  };
  const drawn = drawCard(root, data.card, hooks, data.answers);
  return () => drawn.then((remove) => remove());
}
