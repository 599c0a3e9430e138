// On every page of casework: forget the keys of others, show what waits on this device, and clear it at sign-out.
import { clearAll, forgetOthers, waiting } from "./drafts.js";

const person = document.querySelector("[data-signed-in]")?.dataset.signedIn;
if (person) {
  await forgetOthers(person);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/visits-worker.js");
  const drafts = await waiting(person);
  const list = document.querySelector("[data-waiting]");
  if (list && drafts.length) show(list, drafts);
}

function show(list, drafts) {
  list.hidden = false;
  list.querySelector("ul").replaceChildren(
    ...drafts.map((draft) => {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: draft.page, textContent: draft.name });
      link.className = "govuk-link";
      item.append(link, ` (saved ${new Date(draft.at).toLocaleString("en-GB")})`);
      return item;
    }),
  );
}

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await clearAll();
    form.submit();
  });
}
