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
const paragraph_of = (node) => (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.(PARAGRAPH) ?? null;

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
const MOVES = { ArrowRight: ["forward", "word"], ArrowLeft: ["backward", "word"] };

function keys(event) {
  if (event.target !== region() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter") open();
  else if (event.key === "Escape") getSelection().removeAllRanges();
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") by_paragraph(event.key === "ArrowDown" ? 1 : -1, event.shiftKey);
  else if (MOVES[event.key]) by_word(MOVES[event.key], event.shiftKey);
  else return;
  event.preventDefault();
}

function current() {
  const selection = getSelection();
  return selection.rangeCount ? paragraph_of(selection.focusNode) : null;
}

function by_word([direction, unit], longer) {
  const selection = getSelection();
  if (!current() || selection.isCollapsed) return first_word(current() ?? visible());
  if (!longer) direction === "forward" ? selection.collapseToEnd() : selection.collapseToStart();
  if (!longer && direction === "forward") skip_space(selection);
  selection.modify("extend", direction, unit);
  tell(selection);
}

function skip_space(selection) {
  const { focusNode: node, focusOffset: at } = selection;
  const gap = node.nodeType === Node.TEXT_NODE ? node.data.slice(at).match(/^\s+/)?.[0].length ?? 0 : 0;
  if (gap && at + gap < node.length) selection.collapse(node, at + gap);
}

function by_paragraph(step, longer) {
  const paragraphs = [...region().querySelectorAll(PARAGRAPH)];
  const here = current();
  const next = here ? paragraphs[paragraphs.indexOf(here) + step] : visible();
  if (!next) return;
  const selection = getSelection();
  if (longer && here) selection.extend(next, step > 0 ? next.childNodes.length : 0);
  else selection.selectAllChildren(next);
  next.scrollIntoView({ block: "nearest" });
  tell(selection);
}

function first_word(paragraph) {
  const selection = getSelection();
  selection.collapse(paragraph, 0);
  selection.modify("extend", "forward", "word");
  paragraph.scrollIntoView({ block: "nearest" });
  tell(selection);
}

const visible = () => [...region().querySelectorAll(PARAGRAPH)].find((p) => p.getBoundingClientRect().bottom > 0) ?? region().querySelector(PARAGRAPH);
const tell = (selection) => selection.rangeCount && say(`Selected: ${words_of(selection.getRangeAt(0)).slice(0, 300)}`);

function listen() {
  region().addEventListener("keydown", keys);
  region().addEventListener("mouseup", (event) => {
    // A click on a link is no selection; the browser sets the selection after this event.
    if (!event.target.closest("a")) setTimeout(() => selected() && open());
  });
}

listen();
