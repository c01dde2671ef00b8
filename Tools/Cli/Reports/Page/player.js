// An ECG and an image whose map moves with the time. Starts only when asked to; by keyboard, mouse and touch.
"use strict";
for (const box of document.querySelectorAll(".times")) {
  const data = JSON.parse(box.querySelector("script").textContent);
  const shares = Int8Array.from(atob(data.map), letter => letter.charCodeAt(0)), places = data.rows * data.columns;
  const tools = box.querySelector(".tools"), button = tools.querySelector("button"), slider = tools.querySelector("input");
  const output = tools.querySelector("output"), canvas = box.querySelector("canvas"), bands = box.querySelectorAll("rect");
  const context = canvas.getContext("2d"), pixels = new ImageData(data.columns, data.rows);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let time = data.still, timer = 0;
  [canvas.width, canvas.height] = [data.columns, data.rows];
  const show = now => {
    time = now;
    for (let i = 0; i < places; i++) {
      const share = shares[time * places + i] / 127;
      pixels.data.set(share < 0 ? data.below : data.above, 4 * i);
      pixels.data[4 * i + 3] = Math.round(255 * data.opacity * Math.abs(share));
    }
    context.putImageData(pixels, 0, 0);
    for (const band of bands) band.setAttribute("x", 1000 * time / data.times);
    const text = (time * data.step).toFixed(2) + " s";
    slider.value = time;
    slider.setAttribute("aria-valuetext", text);
    output.textContent = text + ", mean cosine " + (data.means[time]?.toFixed(3) ?? "not a number");
    canvas.setAttribute("aria-label", "Cardiac MR image with the map at " + text);
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    button.textContent = "Play";
  };
  const step = () => {
    // Those who asked for little motion see it once.
    if (calm.matches && time === data.times - 1) stop();
    else show((time + 1) % data.times);
  };
  button.addEventListener("click", () => {
    if (timer) return stop();
    if (time === data.times - 1) show(0);
    button.textContent = "Pause";
    timer = setInterval(step, Math.max(40, 1000 * data.step));
  });
  slider.addEventListener("input", () => { stop(); show(Number(slider.value)); });
  for (const lead of box.querySelectorAll(".lead svg")) lead.addEventListener("pointerdown", event => {
    const edges = lead.getBoundingClientRect();
    stop();
    show(Math.min(data.times - 1, Math.max(0, Math.floor((event.clientX - edges.left) / edges.width * data.times))));
  });
  for (const part of [tools, canvas, box.querySelector(".whole")]) part.hidden = false;
  box.querySelector(".still").hidden = true;
  show(time);
}
