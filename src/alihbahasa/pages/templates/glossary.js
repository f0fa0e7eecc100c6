// The glossary page.

const cards = all(".entry");
const names = all("[data-entry]");
const list = {
  name: "entries",
  items: page.entries.map((entry, index) => ({
    ...entry,
    text: fold(entry.text),
    index,
    elements: [cards[index], names[index].parentElement],
    count: entry.told + Object.values(entry.findings).reduce((sum, each) => sum + each, 0),
  })),
  fits(item) {
    const language = byId("language").value;
    if (byId("level").value && item.level !== byId("level").value) return false;
    if (wanted.filter === "lacking") return language ? item.lacking.includes(language) : item.lacking.length > 0;
    if (wanted.filter === "findings") return language ? language in item.findings : item.count > 0;
    if (wanted.filter === "unused") return item.uses === 0;
    return true;
  },
  reset() {
    byId("language").value = byId("level").value = "";
    showLanguage();
  },
};

// With one language chosen, the others are out of the way; the source stays.
const showLanguage = () => {
  const language = byId("language").value;
  for (const line of all("[data-lang]")) line.hidden = Boolean(language) && line.dataset.lang !== language;
};

const show = beginList(list);
byId("level").addEventListener("change", show);
byId("language").addEventListener("change", () => { showLanguage(); show(); });
byId("sort").addEventListener("change", () => {
  const orders = {
    name: (one, other) => one.index - other.index,
    uses: (one, other) => other.uses - one.uses || one.index - other.index,
    findings: (one, other) => other.count - one.count || one.index - other.index,
  };
  sortList(list, orders[byId("sort").value]);
  say("Sorted");
});

// An address that names an entry shows it, whatever is filtered.
const goToAddress = () => {
  const card = document.getElementById(location.hash.slice(1));
  if (!card?.classList.contains("entry")) return;
  if (card.hidden) actions.reset();
  one(".entry.is-here")?.classList.remove("is-here");
  card.classList.add("is-here");
  card.scrollIntoView({ block: "start" });
};
addEventListener("hashchange", goToAddress);
goToAddress();
