// Enhancements only: every page can be read and every form sent without this file.
document.documentElement.classList.add("cp-script");

// The search box suggests names as a reader types. If no answer comes, the box is a box.
for (const box of document.querySelectorAll("input[data-suggestions]")) {
  const list = document.createElement("datalist");
  list.id = `${box.id}-suggestions`;
  box.after(list);
  box.setAttribute("list", list.id);
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => suggest(box, list), 150);
  });
}

async function suggest(box, list) {
  const words = box.value.trim();
  if (words.length < 2) return list.replaceChildren();
  try {
    const answer = await fetch(`${box.dataset.suggestions}?q=${encodeURIComponent(words)}`);
    const { suggestions } = await answer.json();
    // A later word may have been typed since.
    if (box.value.trim() === words) list.replaceChildren(...suggestions.map((name) => new Option(name, name)));
  } catch {
    list.replaceChildren();
  }
}
