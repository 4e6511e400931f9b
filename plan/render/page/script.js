"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const table = document.querySelector("table.resources");
  const rows = [...table.tBodies].map((body) => ({ body, text: body.textContent.toLowerCase() }));
  const [filter, verdict, impact, quiet] = ["filter", "verdict", "impact", "quiet"].map(at);

  function refresh() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { body, text } of rows) {
      const fits =
        words.every((word) => text.includes(word)) &&
        (!verdict.value || body.dataset.verdict === verdict.value) &&
        (!impact.value || body.dataset.impact === impact.value) &&
        (quiet.checked || verdict.value === "unchanged" || !("quiet" in body.dataset));
      body.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    at("shown").textContent = `${shown} of ${rows.length} shown`;
    at("none").hidden = shown > 0;
  }

  function open(body, wanted) {
    body.querySelector(".open").setAttribute("aria-expanded", String(wanted));
    body.querySelector(".detail").hidden = !wanted;
  }
  const isOpen = (body) => !body.querySelector(".detail").hidden;

  function sort(header) {
    const key = header.querySelector("button").dataset.sort;
    const heaviestFirst = key === "impact";
    const first = heaviestFirst ? "descending" : "ascending";
    const order = header.getAttribute("aria-sort") === first ? (heaviestFirst ? "ascending" : "descending") : first;
    for (const other of table.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const rank = ({ body }) => Number(body.dataset[key === "impact" ? "orderImpact" : "orderVerdict"]);
    const compare = key === "address" ? (a, b) => (a.body.dataset.address < b.body.dataset.address ? -1 : 1) : (a, b) => rank(a) - rank(b);
    for (const { body } of [...rows].sort((a, b) => sign * compare(a, b))) table.append(body);
  }

  function follow() {
    const body = location.hash && at(decodeURIComponent(location.hash.slice(1)));
    if (!body || !body.matches("tbody.resource")) return;
    if (body.hidden) {
      for (const field of [filter, verdict, impact]) field.value = "";
      quiet.checked = quiet.checked || "quiet" in body.dataset;
      refresh();
    }
    open(body, true);
    body.scrollIntoView({ block: "start" });
  }

  table.addEventListener("click", (event) => {
    const header = event.target.closest("thead th");
    const head = event.target.closest("tr.head");
    if (header) sort(header);
    if (head && !getSelection().toString()) open(head.parentElement, !isOpen(head.parentElement));
  });
  at("unfold").addEventListener("click", () => {
    const shown = rows.filter(({ body }) => !body.hidden);
    const wanted = !shown.every(({ body }) => isOpen(body));
    for (const { body } of shown) open(body, wanted);
    at("unfold").textContent = wanted ? "Close all" : "Open all";
  });
  for (const field of [filter, verdict, impact, quiet]) field.addEventListener("input", refresh);
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", follow);
  refresh();
  follow();
})();
