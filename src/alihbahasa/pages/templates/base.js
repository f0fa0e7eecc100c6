"use strict";
// What every page can do. The data of a page is `page`; the keys that it adds are in `keys`.

const page = JSON.parse(document.getElementById("data").textContent);
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// What is kept in the browser, where it allows that: a page opened as a file may not be.
const kept = {
  read(name) {
    try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
  },
  write(name, value) {
    try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch { return false; }
  },
};

// Tells those who do not see the page what happened.
const say = (text) => { document.getElementById("said").textContent = text; };

// How a text is compared: no case, no marks above or below, one apostrophe, one hyphen.
const alike = new Map([
  ..."‘’‛ʹʻʼʾʿ՚′`´".split("").map((each) => [each, "'"]),
  ..."‐‑–−﹣-".split("").map((each) => [each, "-"]),
  ..."“”„‟«»″".split("").map((each) => [each, '"']),
  ["ı", "i"], ["ø", "o"], ["ł", "l"], ["đ", "d"], ["æ", "ae"], ["œ", "oe"], ["ς", "σ"],
  ["ى", "ي"], ["ی", "ي"], ["ک", "ك"], ["ـ", ""],
]);
const special = new RegExp(`[${[...alike.keys()].join("").replace("-", "")}\\p{Mn}\\p{Cf}]`, "gu");
const fold = (text) => {
  const small = text.toLowerCase();
  if (/^[\x20-\x5f\x61-\x7f\s]*$/.test(small)) return small;
  return small.normalize("NFKD").toLowerCase().normalize("NFKD").replace(special, (each) => alike.get(each) ?? "");
};
// The same, of one character of a text at a time.
const folded = new Map();
const foldOne = (character) => {
  let found = folded.get(character);
  if (found === undefined) folded.set(character, found = fold(character));
  return found;
};

const setTheme = (theme) => {
  if (theme) document.documentElement.dataset.theme = theme;
};
setTheme(kept.read("alihbahasa:theme"));

// Actions by the name in data-do; a page adds its own.
const actions = {
  theme() {
    const isDark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    setTheme(isDark ? "light" : "dark");
    kept.write("alihbahasa:theme", isDark ? "light" : "dark");
  },
  help() { document.getElementById("help").showModal(); },
  side(button) {
    const isOpen = document.getElementById("side").classList.toggle("is-open");
    button.setAttribute("aria-expanded", isOpen);
  },
};

// Keys outside of fields; a page adds its own.
const keys = {
  "?": actions.help,
  "/": () => { const search = one("[type=search]"); search?.focus(); search?.select(); },
};

// Who speaks to the computer, or types with one finger, may do without them.
const hasKeys = document.getElementById("has-keys");
hasKeys.checked = kept.read("alihbahasa:keys") ?? true;
hasKeys.addEventListener("change", () => kept.write("alihbahasa:keys", hasKeys.checked));

const isField = (element) => element.matches?.("input, textarea, select");

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-do]");
  if (button) actions[button.dataset.do]?.(button, event);
  const link = event.target.closest?.(".side a");
  if (link) document.getElementById("side").classList.remove("is-open");
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog:modal")) return;
  if (isField(event.target)) return;
  if (!hasKeys.checked) return;
  const action = keys[event.key];
  if (action) { event.preventDefault(); action(); }
});
