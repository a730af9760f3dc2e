// Passkeys: what only a browser can ask its device. The server makes the questions and judges the answers.

const isSupported = () => typeof PublicKeyCredential === 'function'
  && typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'
  && typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function';

const post = (address, token, body) => fetch(address, {
  method: 'POST',
  headers: { RequestVerificationToken: token, ...(body ? { 'Content-Type': 'application/json' } : {}) },
  body: body && JSON.stringify(body),
});

const tokenIn = area => area.querySelector('[name="__RequestVerificationToken"]').value;

export const passkeys = {
  isSupported,

  /** Adds one; answers { codes, refusal, cancelled }: the refusal in words, cancelled where the device or its owner declined. */
  async add(area, name) {
    const asked = await post('/passkeys/new', tokenIn(area));
    if (!asked.ok) return asked.json();
    let credential;
    try {
      credential = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(await asked.json()) });
    } catch {
      return { codes: [], cancelled: true };
    }
    return (await post('/passkeys', tokenIn(area), { credential: JSON.stringify(credential), name })).json();
  },
};

/** Signing in: by the button, or by choosing a passkey where the browser offers it in the field of the user name. */
export function watchPasskeyDoor() {
  const form = document.querySelector('form[data-passkey-door]');
  if (!form || !isSupported()) return;
  form.hidden = false;
  const status = form.querySelector('[data-cancelled]');
  let offered;

  async function ask(mediation) {
    offered?.abort();
    const mine = offered = new AbortController();
    try {
      const asked = await post('/passkeys/request', tokenIn(form));
      if (!asked.ok || mine.signal.aborted) return;
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await asked.json());
      const credential = await navigator.credentials.get({ publicKey, mediation, signal: mine.signal });
      form.querySelector('[name="Passkey.Credential"]').value = JSON.stringify(credential);
      form.submit();
    } catch {
      if (mediation !== 'conditional') status.textContent = status.dataset.cancelled;
    }
  }

  form.querySelector('button').addEventListener('click', () => { status.textContent = ''; ask('optional'); });
  const name = document.querySelector('input[autocomplete~="webauthn"]');
  if (name) PublicKeyCredential.isConditionalMediationAvailable?.().then(can => { if (can) ask('conditional'); });
}

/** Says in words how long a new password is; whether it is good the server says. */
export function watchPasswordLength() {
  for (const field of document.querySelectorAll('input[data-strength]')) {
    const words = document.getElementById(field.dataset.strength);
    field.addEventListener('input', () => {
      const length = [...field.value].length;
      const missing = Number(field.dataset.shortest) - length;
      words.textContent = length === 0 ? ''
        : missing > 0 ? field.dataset.missing.replace('{n}', missing)
          : length < 16 ? field.dataset.fair : length < 20 ? field.dataset.good : field.dataset.great;
    });
  }
}
