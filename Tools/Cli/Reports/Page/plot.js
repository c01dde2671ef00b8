// Charts with hover and zoom. What is drawn stands as JSON in each figure; colours are those of the page, light or dark.
"use strict";
(() => {
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colour = number => css("--c" + (number % 8 + 1));
  const symbols = ["circle", "diamond", "square", "triangle-up", "cross", "x", "star", "triangle-down"];
  const config = { responsive: true, displaylogo: false, modeBarButtonsToRemove: ["select2d", "lasso2d"] };
  const axis = title => ({
    title: { text: title, standoff: 8 }, gridcolor: css("--grid"), zerolinecolor: css("--edge"), linecolor: css("--soft"), automargin: true,
  });
  const base = () => ({
    font: { family: "system-ui, sans-serif", size: 12, color: css("--ink") }, paper_bgcolor: css("--card"), plot_bgcolor: css("--card"),
    margin: { l: 56, r: 14, t: 30, b: 76 }, hovermode: "closest",
    legend: { orientation: "h", yref: "container", y: 0, yanchor: "bottom", x: 0, xanchor: "left" },
    hoverlabel: { bgcolor: css("--card"), font: { color: css("--ink") } }, dragmode: matchMedia("(pointer: coarse)").matches ? "pan" : "zoom",
  });

  function chart(spec) {
    const traces = spec.series.map((series, i) => {
      const own = colour(series.colour ?? i), trace = { name: series.name, x: series.x, y: series.y, showlegend: spec.series.length > 1 };
      if (series.text) Object.assign(trace, { text: series.text, hovertemplate: "%{text}<extra></extra>" });
      if (series.kind === "bars") return { ...trace, type: "bar", textposition: "none", marker: { color: own } };
      if (series.kind === "points")
        return { ...trace, type: "scatter", mode: "markers", marker: { color: own, size: 6, opacity: 0.7, symbol: symbols[i % symbols.length] } };
      const line = { color: series.dash ? css("--soft") : own, width: 1.6, dash: series.dash ? "dash" : "solid" };
      if (series.low) Object.assign(trace, { error_y: {
        type: "data", symmetric: false, array: series.high.map((high, at) => high - series.y[at]),
        arrayminus: series.low.map((low, at) => series.y[at] - low), color: own, thickness: 1.2, width: 0,
      } });
      const mode = series.low ? "lines+markers" : "lines";
      return { ...trace, type: "scatter", mode, line, marker: { color: own, size: 5 }, hoverinfo: series.dash ? "name" : undefined };
    });
    return { traces, layout: { ...base(), xaxis: axis(spec.x), yaxis: axis(spec.y), bargap: 0.05 } };
  }

  function map(spec, state) {
    const column = mapped.columns[state.colour];
    const value = (of, row) => {
      const known = of.values[row];
      return of.name + ": " + (known === null ? "missing" : of.classes ? of.classes[known] : Number(known.toPrecision(5)));
    };
    // The chosen column, and some of the others.
    const told = [...(column ? [column] : []), ...mapped.columns.filter(other => other !== column).slice(0, 6)];
    const hover = spec.x.map((_, row) => ["row " + mapped.rows[row], ...told.map(of => value(of, row))].join("<br>"));
    const marker = { size: 6, opacity: 0.8 }, traces = [];
    const take = (values, rows) => rows.map(row => values[row]);
    const trace = (rows, name, extra) => rows.length && traces.push({
      type: "scatter", mode: "markers", name, x: take(spec.x, rows), y: take(spec.y, rows), text: take(hover, rows),
      hovertemplate: "%{text}<extra></extra>", marker: { ...marker, ...extra }, showlegend: name !== undefined,
    });
    const all = spec.x.map((_, row) => row);
    if (!column) trace(all, undefined, { color: colour(0) });
    else if (column.classes) {
      column.classes.forEach((name, i) => trace(
        all.filter(row => column.values[row] === i), name, { color: colour(i), symbol: symbols[i % symbols.length] }));
      trace(all.filter(row => column.values[row] === null), "missing", { color: css("--soft"), opacity: 0.35 });
    } else {
      const known = all.filter(row => column.values[row] !== null);
      trace(all.filter(row => column.values[row] === null), "missing", { color: css("--soft"), opacity: 0.35 });
      trace(known, undefined, {
        color: take(column.values, known), colorscale: "Viridis", showscale: true, colorbar: { thickness: 12, len: 0.9, outlinewidth: 0 },
      });
    }
    const bare = { showticklabels: false, zeroline: false };
    return { traces, layout: { ...base(), xaxis: { ...axis(spec.xName), ...bare }, yaxis: { ...axis(spec.yName), ...bare } } };
  }

  function samples(text, scale) {
    const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0)), view = new DataView(bytes.buffer);
    return Array.from({ length: bytes.length / 2 }, (_, i) => view.getInt16(2 * i, true) * scale);
  }

  function ecg(spec, state) {
    const recording = spec.recordings[state.recording], data = samples(recording.data, recording.scale), layout = base(), traces = [];
    const length = data.length / spec.leads.length, time = Array.from({ length }, (_, i) => i / spec.rate);
    const shown = spec.leads.map((_, lead) => lead).filter(lead => state.leads[lead]), step = 1 / Math.max(1, shown.length);
    layout.xaxis = { ...axis("time, s"), anchor: "free", position: 0 };
    layout.showlegend = false;
    layout.margin.b = 44;
    shown.forEach((lead, place) => {
      const number = place === 0 ? "" : String(place + 1), top = 1 - place * step;
      layout["yaxis" + number] = {
        ...axis(spec.leads[lead]), domain: [Math.max(0, top - 0.94 * step), top], nticks: 3, showticklabels: shown.length < 5, fixedrange: false,
      };
      traces.push({
        type: "scatter", mode: "lines", name: spec.leads[lead], x: time, y: data.slice(lead * length, (lead + 1) * length), yaxis: "y" + number,
        line: { color: css("--ink"), width: 1 }, hovertemplate: "%{x:.3f} s: %{y:.3f} " + spec.unit + "<extra>" + spec.leads[lead] + "</extra>",
      });
    });
    return { traces, layout };
  }

  const kinds = { chart, map, ecg };

  function zoom(canvas, wide, shift, both) {
    const change = {};
    for (const name of both ? ["xaxis", "yaxis"] : ["xaxis"]) {
      const range = canvas._fullLayout[name].range.map(Number), [low, high] = range, half = (high - low) / 2 * wide;
      const middle = (low + high) / 2 + (name === "xaxis" ? shift * (high - low) : 0);
      change[name + ".range"] = [middle - half, middle + half];
    }
    Plotly.relayout(canvas, change);
  }

  // Maps of one page have the same points, which stand in the first.
  let mapped;
  const figures = [...document.querySelectorAll(".plot")].map(figure => {
    const spec = JSON.parse(figure.querySelector("script").textContent), canvas = figure.querySelector(".canvas");
    if (spec.columns) mapped = spec;
    const state = { recording: 0, leads: (spec.leads ?? []).map(() => true), colour: spec.colour ?? -1 };
    const draw = () => { const drawn = kinds[spec.kind](spec, state); return Plotly.react(canvas, drawn.traces, drawn.layout, config); };
    const act = {
      in: () => zoom(canvas, 0.5, 0, spec.both), out: () => zoom(canvas, 2, 0, spec.both),
      left: () => zoom(canvas, 1, -0.25, false), right: () => zoom(canvas, 1, 0.25, false), reset: draw,
    };
    for (const button of figure.querySelectorAll("button[data-act]")) button.addEventListener("click", () => act[button.dataset.act]());
    figure.querySelector("select.recording")?.addEventListener("change", event => { state.recording = event.target.selectedIndex; draw(); });
    figure.querySelectorAll("input[data-lead]").forEach(box => box.addEventListener("change", () => {
      state.leads[Number(box.dataset.lead)] = box.checked;
      draw();
    }));
    return { draw, state, done: draw() };
  });
  const choice = document.querySelector("select.colour");
  choice?.addEventListener("change", () => {
    for (const figure of figures) { figure.state.colour = Number(choice.value); figure.draw(); }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => figures.forEach(figure => figure.draw()));
  Promise.all(figures.map(figure => figure.done)).then(() => document.documentElement.dataset.drawn = "true");
})();
