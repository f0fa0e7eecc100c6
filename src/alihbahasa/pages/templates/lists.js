// Lists that are searched, filtered and sorted. A page says how in `list`: `fits` tells whether an
// item is wanted, `items` are what there is, each with its `element` and its folded `text`.

const byId = (id) => document.getElementById(id);
const counted = (number) => number.toLocaleString("en");
const wanted = { words: "", filter: "all" };

const showList = (list) => {
  let count = 0;
  for (const item of list.items) {
    const isShown = list.fits(item) && (!wanted.words || item.text.includes(wanted.words));
    count += isShown;
    for (const element of item.elements) element.hidden = !isShown;
  }
  const figures = count === list.items.length
    ? `${counted(count)} ${list.name}` : `${counted(count)} of ${counted(list.items.length)} ${list.name}`;
  byId("shown").textContent = figures;
  byId("nothing").hidden = count > 0 || !list.items.length;
  return figures;
};

const sortList = (list, before) => {
  const sorted = [...list.items].sort(before);
  for (const at of list.items[0]?.elements.keys() ?? []) {
    const parent = list.items[0].elements[at].parentElement;
    parent.append(...sorted.map((item) => item.elements[at]));
  }
};

const beginList = (list) => {
  const search = byId("search");
  const show = () => say(`${showList(list)} shown`);
  const look = () => { wanted.words = fold(search.value.trim()); show(); };
  search.addEventListener("input", look);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    search.value = "";
    look();
    search.blur();
  });
  actions.filter = (button) => {
    wanted.filter = button.dataset.filter;
    for (const each of all("[data-filter]")) each.setAttribute("aria-pressed", each === button);
    show();
  };
  actions.reset = () => {
    search.value = "";
    wanted.words = "";
    list.reset?.();
    actions.filter(one("[data-filter=all]"));
  };
  showList(list);
  return show;
};
