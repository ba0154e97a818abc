// The library that draws, loaded once.

export const plotly = window.Plotly ? Promise.resolve(window.Plotly) : import(new URL("plotly-cartesian.min.js", import.meta.url).href).then(() => window.Plotly);
