// Keys that work everywhere, and the few clicks a plain link cannot say.
export function watchKeys() {
  document.addEventListener('keydown', e => {
    if (!e.ctrlKey && !e.metaKey && !e.altKey && !isTyping(e.target)) moveInList(e);
  });
  // A field with suggestions answers these itself: the browser would move the caret, send the form or close the dialog.
  document.addEventListener('keydown', e => {
    if (!e.target.matches?.('[data-suggest]')) return;
    const isOpen = e.target.getAttribute('aria-expanded') === 'true';
    if (e.key === 'Enter' || (isOpen && ['ArrowDown', 'ArrowUp', 'Escape'].includes(e.key))) e.preventDefault();
  }, true);
  document.addEventListener('click', e => {
    if (e.target.closest?.('[data-skip]')) { e.preventDefault(); e.stopPropagation(); document.getElementById('main').focus(); }
    const account = e.target.closest?.('[data-user-name]');
    if (account) fillSignIn(account.dataset);
  }, true);
}

/** j and k, or the arrows once a row has the focus, go from title to title. */
function moveInList(e) {
  const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[e.key];
  const links = step ? [...document.querySelectorAll('.list-card tbody tr')].map(row => row.querySelector('a')).filter(Boolean) : [];
  const at = links.indexOf(document.activeElement);
  if (links.length === 0 || (e.key.startsWith('Arrow') && at < 0)) return;
  e.preventDefault();
  links[Math.max(0, Math.min(links.length - 1, at + step))].focus();
}

function fillSignIn({ userName, password }) {
  const form = document.querySelector('form[data-sign-in]');
  form.querySelector('[autocomplete="username"]').value = userName;
  form.querySelector('[type="password"]').value = password;
  form.querySelector('[type="submit"]').focus();
}

const isTyping = target => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || document.querySelector('dialog[open]');
