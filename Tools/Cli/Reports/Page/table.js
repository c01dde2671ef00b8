// Tables that can be sorted by their heads and filtered by text; all by keyboard.
"use strict";
for (const box of document.querySelectorAll(".sortable")) {
  const table = box.querySelector("table"), body = table.tBodies[0], rows = [...body.rows];
  const filter = box.querySelector("input"), count = box.querySelector("output");
  const heads = [...table.tHead.rows[0].cells];
  const number = text => { const value = parseFloat(text.replace(/,/g, "").replace("−", "-")); return Number.isNaN(value) ? null : value; };
  const show = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(word => word);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every(word => text.includes(word));
      if (!row.hidden) shown++;
    }
    count.textContent = shown + " of " + rows.length + " rows";
  };
  heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = row => row.cells[column].textContent;
    rows.sort((a, b) => {
      const [x, y] = [number(key(a)), number(key(b))];
      // Numbers before text, empty fields last in both directions.
      if (key(a) === "" || key(b) === "") return (key(a) === "") - (key(b) === "");
      const order = x !== null && y !== null ? x - y : x !== null ? -1 : y !== null ? 1 : key(a).localeCompare(key(b));
      return down ? -order : order;
    });
    body.append(...rows);
  }));
  filter.addEventListener("input", show);
  show();
}
