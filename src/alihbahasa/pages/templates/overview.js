// The page of the project.

const LEFT = 1, FINDINGS = 2, CONFLICTS = 3;
const rows = all("#matrix tbody tr");
const list = {
  name: "articles",
  items: page.rows.map((row, index) => ({ ...row, text: fold(row.text), index, elements: [rows[index]] })),
  fits: ({ cells }) => {
    const at = { left: LEFT, findings: FINDINGS, conflicts: CONFLICTS }[wanted.filter];
    return at === undefined || cells.some((cell) => cell[at] > 0);
  },
};
beginList(list);

// Words, findings and conflicts begin with the most, a name with A, progress with the least.
const sorted = { column: "name", isDown: false };
const keyOf = (item, column) => {
  if (column === "name") return item.index;
  if (column === "words") return item.words;
  return item.cells[+column][+byId("measure").value];
};
const sort = () => {
  const { column, isDown } = sorted;
  sortList(list, (one, other) => {
    const [a, b] = [keyOf(one, column), keyOf(other, column)];
    const order = a < b ? -1 : a > b ? 1 : 0;
    return (isDown ? -order : order) || one.index - other.index;
  });
  for (const button of all("[data-column]")) {
    const heading = button.parentElement;
    if (button.dataset.column === column) heading.setAttribute("aria-sort", isDown ? "descending" : "ascending");
    else heading.removeAttribute("aria-sort");
  }
};
const isMostFirst = (column) => column === "words" || (column !== "name" && byId("measure").value !== "0");
actions.sort = (button) => {
  const { column } = button.dataset;
  sorted.isDown = sorted.column === column ? !sorted.isDown : isMostFirst(column);
  sorted.column = column;
  sort();
  say(`Sorted by ${button.textContent}`);
};
byId("measure").addEventListener("change", () => {
  if (!/^\d/.test(sorted.column)) sorted.column = "0";
  sorted.isDown = isMostFirst(sorted.column);
  sort();
  say("Sorted");
});
