// Coding of selected words. Without this file every paragraph has a page of its own on which it is coded.
const region = () => document.querySelector("[data-text]");
const dialog = document.querySelector("[data-choice]");
const form = dialog.querySelector("form");
const status = document.querySelector("[data-status]");
const faults = dialog.querySelector("[data-faults]");
const quotation = dialog.querySelector("[data-words]");
const find = dialog.querySelector("[data-find]");
const found = dialog.querySelector("[data-found]");
const PARAGRAPH = ".cp-words";
let chosen = null;
let form_address = "";

const points = (text) => [...text].length;

// The code points of a paragraph before a place in it; the numbers of codings are no part of the text.
function offset(paragraph, node, at) {
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, at);
  const copy = before.cloneContents();
  for (const number of copy.querySelectorAll("[data-skip]")) number.remove();
  return points(copy.textContent);
}

// The selected words as {start, end, words} in code points of the text; null where nothing of the text is selected.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!region().contains(range.commonAncestorContainer)) return null;
  const parts = [...region().querySelectorAll(PARAGRAPH)].filter((p) => range.intersectsNode(p)).map((p) => within(p, range));
  const kept = parts.filter((part) => part.start < part.end);
  if (!kept.length) return null;
  return { start: kept[0].start, end: kept.at(-1).end, words: kept.map((part) => part.words).join("\n") };
}

// The part of a range in a paragraph, without the spaces around it.
function within(paragraph, range) {
  const text = text_of(paragraph);
  const from = paragraph.contains(range.startContainer) ? offset(paragraph, range.startContainer, range.startOffset) : 0;
  const to = paragraph.contains(range.endContainer) ? offset(paragraph, range.endContainer, range.endOffset) : points(text);
  const raw = [...text].slice(from, to).join("");
  const start = Number(paragraph.dataset.start) + from + points(raw) - points(raw.trimStart());
  return { start, end: start + points(raw.trim()), words: raw.trim() };
}

function text_of(paragraph) {
  const copy = paragraph.cloneNode(true);
  for (const number of copy.querySelectorAll("[data-skip]")) number.remove();
  return copy.textContent;
}

function words_of(range) {
  const copy = range.cloneContents();
  for (const other of copy.querySelectorAll("[data-skip], .cp-margin")) other.remove();
  return copy.textContent.trim();
}

function open() {
  chosen = selected();
  if (!chosen) return;
  quotation.textContent = chosen.words;
  faults.hidden = true;
  const address = new URL(form.action);
  address.searchParams.set("start", chosen.start);
  address.searchParams.set("end", chosen.end);
  form_address = address.href;
  dialog.showModal();
  find.focus();
}

const say = (text) => (status.textContent = text);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const answer = await fetch(form_address, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json"))
      return refuse(["You have to sign in again before this can be saved. Do it in another window: your choice stays here."]);
    const { codings, faults: problems } = await answer.json();
    if (problems) return refuse(problems);
    await renew();
    dialog.close();
    form.reset();
    show_codes();
    say(codings.length ? "Saved." : "These words have these codes from you already.");
    region().focus({ preventScroll: true });
  } catch {
    refuse(["There is no connection. Nothing is lost: save again when there is one."]);
  }
});

function refuse(problems) {
  faults.replaceChildren(...problems.map((problem) => Object.assign(document.createElement("p"), { className: "govuk-body", textContent: problem })));
  faults.hidden = false;
  faults.scrollIntoView({ block: "nearest" });
}

// The text as the server has it now, in the place of the one on the page.
async function renew() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const coded = page.querySelector("#coded");
  if (!coded) return location.reload();
  document.querySelector("#coded").replaceWith(document.adoptNode(coded));
  listen();
}

function show_codes() {
  const wanted = find.value.trim().toLowerCase();
  const items = [...form.querySelectorAll("input[name=codes]")].map((box) => box.closest(".govuk-checkboxes__item"));
  for (const item of items) item.hidden = Boolean(wanted) && !item.textContent.toLowerCase().includes(wanted) && !item.querySelector("input").checked;
  found.textContent = wanted ? `${items.filter((item) => !item.hidden).length} codes` : "";
}

find.addEventListener("input", show_codes);
find.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const shown = [...form.querySelectorAll("input[name=codes]")].filter((box) => !box.closest(".govuk-checkboxes__item").hidden);
  if (shown.length) shown[0].focus();
});
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => region().focus({ preventScroll: true }));

// Arrow keys in the text: words to the left and right, paragraphs above and below; with Shift the selection grows.
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu;
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
let all = null;
let from = -1;
let to = -1;

// Every word of the page: its paragraph, and its place in the text of the paragraph, in units of JavaScript.
function all_words() {
  all ??= [...region().querySelectorAll(PARAGRAPH)].flatMap((paragraph, number) =>
    [...text_of(paragraph).matchAll(WORD)].map((match) => ({ paragraph, number, start: match.index, end: match.index + match[0].length })),
  );
  return all;
}

function keys(event) {
  if (event.target !== region() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter") open();
  else if (event.key === "Escape") forget();
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") by_paragraph(event.key === "ArrowDown" ? 1 : -1, event.shiftKey);
  else if (STEPS[event.key]) by_word(STEPS[event.key], event.shiftKey);
  else return;
  event.preventDefault();
}

function forget() {
  getSelection().removeAllRanges();
  from = to = -1;
}

function by_word(step, longer) {
  if (to < 0) return choose(first_visible(), first_visible());
  const whole = from !== to && is_whole();
  const next = whole && !longer ? (step > 0 ? Math.min(from, to) : Math.max(from, to)) : to + step;
  if (all_words()[next]) choose(longer ? from : next, next);
}

function is_whole() {
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  const of = (at) => all_words()[at]?.number;
  return of(first) === of(last) && of(first - 1) !== of(first) && of(last + 1) !== of(last);
}

function by_paragraph(step, longer) {
  const here = to < 0 ? all_words()[first_visible()]?.number - step : all_words()[to].number;
  const listed = all_words().map((word, at) => ({ ...word, at }));
  const beyond = listed.filter((word) => (word.number - here) * step > 0);
  const next = step > 0 ? beyond[0]?.number : beyond.at(-1)?.number;
  const inside = listed.filter((word) => word.number === next);
  if (!inside.length) return;
  const [first, last] = [inside[0].at, inside.at(-1).at];
  if (longer && from >= 0) choose(from, step > 0 ? last : first);
  else choose(first, last);
}

const first_visible = () => Math.max(0, all_words().findIndex((word) => word.paragraph.getBoundingClientRect().bottom > 0));

function choose(first, last) {
  [from, to] = [first, last];
  const [start, end] = [all_words()[Math.min(first, last)], all_words()[Math.max(first, last)]];
  if (!start) return;
  const whole = all_words()[Math.min(first, last) - 1]?.number !== start.number && all_words()[Math.max(first, last) + 1]?.number !== end.number;
  // Whole paragraphs have their quotation marks and their last full stop, as when they are coded without this file.
  const [begins, ends] = whole ? [0, text_of(end.paragraph).length] : [start.start, end.end];
  getSelection().setBaseAndExtent(...place(start.paragraph, begins), ...place(end.paragraph, ends));
  all_words()[last].paragraph.scrollIntoView({ block: "nearest" });
  say(`Selected: ${words_of(getSelection().getRangeAt(0)).slice(0, 300)}`);
}

// The node and the position in it of a place in the text of a paragraph.
function place(paragraph, at) {
  const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let left = at;
  let last = [paragraph, 0];
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.parentElement.closest("[data-skip]")) continue;
    if (left <= node.length) return [node, left];
    left -= node.length;
    last = [node, node.length];
  }
  return last;
}

function listen() {
  all = null;
  from = to = -1;
  region().addEventListener("keydown", keys);
  region().addEventListener("mouseup", (event) => {
    // A click on a link is no selection; the browser sets the selection after this event.
    if (!event.target.closest("a")) setTimeout(() => selected() && open());
  });
}

listen();
