// Passkeys: a form that names what it needs in `data-passkey` asks the browser for it, and sends what the browser gives.
//
// create: a new passkey, from the options in `data-options`. get: one of the person's, from the options there too. login: any
// passkey of this site, from options that the form's address gives. Without this script the forms stay hidden.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const known = (list) => (list ?? []).map((credential) => ({ ...credential, id: bytes(credential.id) }));

function sendable(credential) {
  const given = credential.response;
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = Object.fromEntries(names.filter((name) => given[name]).map((name) => [name, text(given[name])]));
  if (given.getTransports) response.transports = given.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function create(form, options) {
  const alone = form.elements.passwordless?.checked ?? false;
  const chosen = {
    ...options.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    userVerification: alone ? "required" : "preferred",
  };
  const user = { ...options.user, id: bytes(options.user.id) };
  const publicKey = { ...options, user, authenticatorSelection: chosen, challenge: bytes(options.challenge) };
  publicKey.excludeCredentials = known(options.excludeCredentials);
  return navigator.credentials.create({ publicKey });
}

function get(options) {
  const allowCredentials = known(options.allowCredentials);
  return navigator.credentials.get({ publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials } });
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options.publicKey;
}

async function send(form) {
  const message = form.querySelector("[data-passkey-message]");
  message.textContent = "";
  try {
    const options = await optionsOf(form);
    const credential = await (form.dataset.passkey === "create" ? create(form, options) : get(options));
    form.elements.credential.value = JSON.stringify(sendable(credential));
    form.submit();
  } catch (error) {
    message.textContent = "The browser gave no passkey. Try again, or use your password and a code.";
  }
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
