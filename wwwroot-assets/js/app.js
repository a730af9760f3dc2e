// Starts the circuit and hands the few things only a browser can do to the components. Everything else is on the server.
import { showApi, watchCopies } from './api.js';
import { watchClocks } from './clocks.js';
import { connectionHandler, startCircuit } from './connection.js';
import { watchDrafts } from './drafts.js';
import { watchKeys } from './keys.js';
import { clearSelection, watchLists } from './lists.js';
import { watchMentions, watchTyping } from './mentions.js';
import { watchPalette } from './palette.js';
import { passkeys, watchPasskeyDoor, watchPasswordLength } from './passkeys.js';
import { watchPopovers } from './popovers.js';
import { push } from './push.js';
import { insertReply, watchReplies } from './replies.js';
import { signature, watchSignatures } from './signature.js';
import { watchTabs } from './tabs.js';
import { watchUploads } from './uploads.js';

window.OpsFlux = {
  watchMentions,
  watchTyping,
  openDialog(dialog) {
    if (dialog.open) return;
    giveFocusBack(dialog, document.activeElement);
    dialog.showModal();
    focusFirstField(dialog);
  },
  closeDialog: dialog => { if (dialog.open) dialog.close(); },
  clearSelection,

  /** After a refused form: the first field with something wrong, wherever its error stands. */
  focusFirstError() {
    const error = [...document.querySelectorAll('.field-error:not(:empty)')].find(e => e.offsetParent);
    const field = error && (document.querySelector(`[aria-describedby~="${CSS.escape(error.id)}"]`)
      ?? error.closest('.f')?.querySelector('input, select, textarea'));
    (field ?? error)?.scrollIntoView({ block: 'center' });
    field?.focus({ preventScroll: true });
  },

  insertReply,
  passkeys,
  push,
  signature,

  /** True once the text is in the clipboard. */
  copyText: text => navigator.clipboard?.writeText(text).then(() => true, () => false) ?? false,
  showApi,

  /** Shows a theme at once; the server keeps it, and the refreshed cookie brings it to the next page. */
  setTheme(theme) {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    return fetch('/session/refresh', { redirect: 'manual' }).then(() => {});
  },
};

/** One opens a form to fill it in: the browser alone would go to the cross. A draft's field opens once its text is here. */
function focusFirstField(dialog) {
  const field = dialog.querySelector('.modal-body :is(input:not([type="hidden"]), select, textarea)');
  if (!field?.disabled) { field?.focus(); return; }
  const opening = new MutationObserver(() => {
    opening.disconnect();
    if (dialog.open && !dialog.querySelector('.modal-body :focus')) field.focus();
  });
  opening.observe(field, { attributeFilter: ['disabled'] });
}

/** A dialog that was answered is taken off the page while open, and the focus with it: back to its button, else to the heading. */
function giveFocusBack(dialog, opener) {
  const leaving = new MutationObserver(() => {
    if (dialog.isConnected && dialog.open) return;
    leaving.disconnect();
    const lost = !document.activeElement || document.activeElement === document.body;
    if (lost) (opener?.isConnected && !opener.disabled ? opener : document.querySelector('h1'))?.focus();
  });
  leaving.observe(document.body, { subtree: true, childList: true, attributeFilter: ['open'] });
}

watchClocks();
watchKeys();
watchLists();
watchPalette();
watchPasskeyDoor();
watchPasswordLength();
watchPopovers();
watchReplies();
watchTabs();
if (window.Blazor) {
  watchDrafts();
  watchCopies();
  watchSignatures();
  watchUploads();
  startCircuit(connectionHandler);
}
