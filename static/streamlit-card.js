// Mounts a card as a Streamlit component: what is chosen in it becomes the component's state `point`.

import { drawCard } from "./card.js";

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".atlas-mount");
  const hooks = data.clickable ? { onPoint: (key) => setStateValue("point", key) } : {};
  const drawn = drawCard(root, data.card, hooks);
  return () => drawn.then((remove) => remove());
}
