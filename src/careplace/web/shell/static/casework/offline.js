// The page on which a visit is recorded on the device. Every change is saved here at once, and sent when there is a signal.
import { load, remove, save, signIn } from "./drafts.js";

const page = document.querySelector("[data-visit]");
const { visit, person, sync: address, name } = page.dataset;
const status = page.querySelector("[data-status]");
const template = page.querySelector("template[data-evidence]");
const disagreed = page.querySelector("[data-conflict]");
const CHOOSE = "A colleague saved this visit meanwhile. Choose what to keep. Nothing is lost.";
let draft = { version: 0, record: { evidence: [], grades: {}, not_looked_at: {} }, sent: true };
let csrf = "";

const say = (text) => (status.textContent = text);
const time = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const whole = (record) => ({ evidence: [], grades: {}, not_looked_at: {}, ...record });

// The record as the page shows it.
function written() {
  const record = whole({});
  for (const field of page.querySelectorAll("[data-grade]")) if (field.value) record.grades[field.dataset.grade] = field.value;
  for (const field of page.querySelectorAll("[data-why]"))
    if (field.value.trim()) record.not_looked_at[field.dataset.why] = field.value.trim();
  for (const item of page.querySelectorAll("[data-piece]")) {
    const text = item.querySelector("textarea").value;
    const standards = [...item.querySelectorAll("input:checked")].map((box) => box.value);
    if (text.trim()) record.evidence.push({ id: item.dataset.piece, kind: item.querySelector("select").value, text, standards });
  }
  return record;
}

function show(record) {
  for (const field of page.querySelectorAll("[data-grade]")) field.value = record.grades[field.dataset.grade] ?? "";
  for (const field of page.querySelectorAll("[data-why]")) field.value = record.not_looked_at[field.dataset.why] ?? "";
  page.querySelector("[data-pieces]").replaceChildren();
  for (const piece of record.evidence) add(piece);
}

function add(piece) {
  const item = template.content.cloneNode(true).firstElementChild;
  item.dataset.piece = piece.id;
  for (const [part, field] of [["text", "textarea"], ["kind", "select"]]) {
    const control = item.querySelector(field);
    control.value = piece[part];
    control.id = `${part}-${piece.id}`;
    item.querySelector(`[data-label=${part}]`).htmlFor = control.id;
  }
  for (const box of item.querySelectorAll("input")) {
    box.id = `${box.value}-${piece.id}`;
    box.nextElementSibling.htmlFor = box.id;
    box.checked = piece.standards.includes(box.value);
  }
  page.querySelector("[data-pieces]").append(item);
  return item;
}

async function changed() {
  draft = { ...draft, record: written(), sync: crypto.randomUUID(), sent: false, name, page: location.pathname, at: Date.now() };
  try {
    await save(person, visit, draft);
    say(`Saved on this device at ${time()}. Not sent yet.`);
  } catch (error) {
    say(`NOT saved on this device: ${error.message} Save it as a file now.`);
  }
}

// What the server sends for a JSON request; null without a signal, or where the person has to sign in again.
async function ask(options) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, ...options });
    if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) {
      say("You have to sign in again before this can be sent. Nothing is lost.");
      return null;
    }
    return { code: answer.status, body: await answer.json() };
  } catch {
    return null;
  }
}

// One request at a time: a signal that returns and a button may ask at once, and a late answer would ask the person again.
let queue = Promise.resolve();
const send = () => (queue = queue.then(sendOne));

async function sendOne() {
  if (draft.sent) return;
  if (!disagreed.hidden) return say(CHOOSE);
  if (!csrf) await greet();
  const { version, sync, record } = draft;
  const body = JSON.stringify({ version, sync_id: sync, record });
  const answer = await ask({ method: "POST", body, headers: { "X-CSRFToken": csrf, "Content-Type": "application/json" } });
  if (!answer) return;
  if (answer.code === 200) await sent(sync, answer.body.version);
  else if (answer.code === 409) conflict(answer.body);
  else say(`Not accepted: ${(answer.body.faults ?? ["the visit can no longer be recorded"]).join("; ")}. It is still on this device.`);
}

async function sent(sync, version) {
  // What was written while it was on its way is sent next, as a change of what has just arrived.
  draft = { ...draft, version, sent: draft.sync === sync };
  await save(person, visit, draft);
  say(draft.sent ? `Sent at ${time()}.` : "Saved on this device. More to send.");
}

function conflict(theirs) {
  disagreed.hidden = false;
  disagreed.querySelector("[data-theirs]").textContent = JSON.stringify(whole(theirs.record), null, 1);
  disagreed.querySelector("[data-mine]").onclick = () => settle(theirs, joined(theirs.record), true);
  disagreed.querySelector("[data-take]").onclick = () => {
    download();
    settle(theirs, whole(theirs.record), false);
  };
  disagreed.focus();
  say(CHOOSE);
}

// Mine, with the evidence that only the colleague has.
function joined(theirs) {
  const mine = written();
  const ids = new Set(mine.evidence.map((piece) => piece.id));
  return { ...mine, evidence: [...mine.evidence, ...whole(theirs).evidence.filter((piece) => !ids.has(piece.id))] };
}

async function settle(theirs, record, mine) {
  disagreed.hidden = true;
  draft = { ...draft, version: theirs.version, record, sync: crypto.randomUUID(), sent: !mine };
  show(record);
  await save(person, visit, draft);
  if (mine) await send();
  else say("You took your colleague’s text. Yours was saved as a file.");
}

function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(written(), null, 1)], { type: "application/json" }));
  link.download = `visit-${visit}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function greet() {
  const answer = await ask({});
  if (answer?.code !== 200) return null;
  csrf = answer.body.csrf;
  await signIn(answer.body.person, answer.body.key);
  return answer.body;
}

async function start() {
  const server = await greet();
  const kept = await load(person, visit).catch(() => null);
  if (kept && !kept.sent) draft = kept;
  else if (server) draft = { ...draft, version: server.version, record: whole(server.record), sent: true };
  else if (kept) draft = kept;
  else return say("There is no signal, and this visit was not opened on this device before.");
  show(whole(draft.record));
  page.querySelector("fieldset[data-form]").disabled = false;
  say(draft.sent ? "Everything is sent." : "There is text on this device that is not sent yet.");
  await send();
}

let pause;
page.addEventListener("input", (event) => {
  if (!event.target.closest("[data-form]")) return;
  clearTimeout(pause);
  pause = setTimeout(changed, 300);
});
page.querySelector("[data-add]").addEventListener("click", () => {
  add({ id: crypto.randomUUID(), kind: "observed", text: "", standards: [] }).querySelector("textarea").focus();
});
page.querySelector("[data-send]").addEventListener("click", async () => {
  if (!draft.sent) say("Sending…");
  await send();
});
page.querySelector("[data-save]").addEventListener("click", download);
page.querySelector("[data-delete]").addEventListener("click", async () => {
  if (!page.querySelector("[data-sure]").checked) return say("Tick the box first: what was not sent is lost.");
  await remove(visit);
  location.reload();
});
addEventListener("online", send);
await start();
