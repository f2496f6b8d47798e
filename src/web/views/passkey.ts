/** The script for passkeys: only a browser can ask the device. Without it the link by mail does the same. */
export const passkey = `
const fault = document.querySelector('[data-passkey-fault]');
const post = async (path, body) => {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.detail);
  return said;
};
const DOING = {
  'sign-in': async () => {
    const options = PublicKeyCredential.parseRequestOptionsFromJSON(await post('/sign-in/passkey/options', {}));
    const credential = await navigator.credentials.get({ publicKey: options });
    await post('/sign-in/passkey', credential.toJSON());
  },
  add: async () => {
    const options = PublicKeyCredential.parseCreationOptionsFromJSON(await post('/account/passkeys/options', {}));
    const credential = await navigator.credentials.create({ publicKey: options });
    await post('/account/passkeys', credential.toJSON());
  },
};
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined)
  for (const button of document.querySelectorAll('[data-passkey]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      fault.textContent = '';
      try {
        await DOING[button.dataset.passkey]();
        location.assign(button.dataset.next);
      } catch (error) {
        const unused = error.name === 'NotAllowedError';
        // A refusal comes as programs get it, in English.
        fault.lang = unused ? document.documentElement.lang : 'en';
        fault.textContent = unused ? (fault.dataset.passkeyNone ?? 'No passkey was used.') : error.message;
      }
    });
  }
`;
