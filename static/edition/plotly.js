// The library that draws, which a script element of the page brings.

const element = document.getElementById("plotly");

export const plotly = window.Plotly ? Promise.resolve(window.Plotly) : new Promise((resolve) => element?.addEventListener("load", () => resolve(window.Plotly)));
