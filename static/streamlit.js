// What Streamlit mounts as components, each by its name: a card, and the controls of live.js. What a card asks becomes the
// component's state, the next run answers.
//
// data of a card: { name, card (null: it is drawn here already, by live.js), answers, turn (of the choice it shows) }

import { drawCard, isHeld, take } from "./card.js";
import { controls, isOld, redraw } from "./live.js";

export { controls };

export function card({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".atlas-mount");
  const hooks = {
    ask: (asked) => setStateValue("asked", asked),
    highlight: (codes, turn) => setStateValue("highlight", { codes, turn }),
  };
  const drawn = drawnOf(root, data, hooks);
  return () => Promise.resolve(drawn).then((remove) => remove?.());
}

function drawnOf(root, data, hooks) {
  if (isHeld(root) && (!data.card || isOld(data.turn))) return take(root, hooks);
  return data.card ? drawCard(root, data.card, hooks, data.answers) : redraw(root, data.name, hooks);
}
