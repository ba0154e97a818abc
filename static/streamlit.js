// What Streamlit mounts as components, each by its name: a card, and the controls of live.js. What a card asks becomes the
// component's state, the next run answers.
//
// data of a card: { name, card (null: it is drawn here already, by live.js), answers, turn: {session, number} of the choice it shows }

import { drawCard, isAwaited, isHeld, take } from "./card.js";
import { controls, isOld, runPage } from "./live.js";

const ANSWERS_WITHIN = 4000;

export { controls };

export function card({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".atlas-mount");
  const hooks = {
    ask: (asked) => {
      setStateValue("asked", asked);
      // A server that was started anew does not know the card; it does once the page ran.
      setTimeout(() => isAwaited(root, asked.turn) && !isRunning() && runPage(), ANSWERS_WITHIN);
    },
    highlight: (codes, turn) => setStateValue("highlight", { codes, turn }),
  };
  const drawn = drawnOf(root, data, hooks);
  return () => Promise.resolve(drawn).then((remove) => remove?.());
}

const isRunning = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "running";

function drawnOf(root, data, hooks) {
  if (isHeld(root) && (!data.card || isOld(data.turn))) return take(root, hooks);
  if (data.card) return drawCard(root, data.card, hooks, data.answers);
  hooks.ask({ turn: Date.now() }); // mounted anew, the card is not here any more
  return null;
}
