// Drafts of visits on this device: in IndexedDB, each encrypted for the person who wrote it.
//
// The key comes from the server after signing in and is kept as one that no script can read out. When another person
// signs in on the device, keys of others are forgotten: their drafts stay, and nobody can read them until they sign in.
import { openDB } from "../govuk/idb.js";

const NAME = "careplace-visits";

const open = () =>
  openDB(NAME, 1, {
    upgrade(db) {
      db.createObjectStore("drafts", { keyPath: "visit" }).createIndex("person", "person");
      db.createObjectStore("keys", { keyPath: "person" });
    },
  });

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

export async function signIn(person, hex) {
  const key = await crypto.subtle.importKey("raw", bytes(hex), "AES-GCM", false, ["encrypt", "decrypt"]);
  const db = await open();
  await forgetOthers(person);
  await db.put("keys", { person, key });
}

export async function forgetOthers(person) {
  const db = await open();
  for (const other of await db.getAllKeys("keys")) if (other !== person) await db.delete("keys", other);
}

async function keyOf(db, person) {
  const entry = await db.get("keys", person);
  if (!entry) throw new Error("This device has no key for you yet. Open the page once with a signal.");
  return entry.key;
}

export async function save(person, visit, draft) {
  const db = await open();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(draft.record));
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(db, person), text);
  const { version, sync, sent, name, page, at } = draft;
  await db.put("drafts", { visit, person, iv, box, version, sync, sent, name, page, at });
}

export async function load(person, visit) {
  const db = await open();
  const entry = await db.get("drafts", visit);
  if (!entry || entry.person !== person) return null;
  const box = await crypto.subtle.decrypt({ name: "AES-GCM", iv: entry.iv }, await keyOf(db, person), entry.box);
  return { ...entry, record: JSON.parse(new TextDecoder().decode(box)) };
}

export async function waiting(person) {
  const db = await open();
  const drafts = await db.getAllFromIndex("drafts", "person", person);
  return drafts.filter((draft) => !draft.sent);
}

export const remove = async (visit) => (await open()).delete("drafts", visit);

export async function clearAll() {
  const db = await open();
  await Promise.all([db.clear("drafts"), db.clear("keys")]);
  for (const name of await caches.keys()) await caches.delete(name);
}
