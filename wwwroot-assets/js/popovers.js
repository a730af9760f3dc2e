// The browser opens and closes popovers by itself (Escape, a click elsewhere); this places them by their button, and closes
// them when one goes somewhere from them.
export function watchPopovers() {
  document.addEventListener('toggle', e => {
    if (e.newState === 'open' && e.target.classList?.contains('pop')) place(e.target);
  }, true);
  document.addEventListener('click', e => {
    const link = e.target.closest?.('a[href]');
    const popover = link?.closest('[popover]');
    // Choosing filters is done several at a time: theirs stays.
    if (popover?.matches(':popover-open') && !popover.classList.contains('filter-pop')) popover.hidePopover();
  });
  addEventListener('resize', () => document.querySelectorAll('.pop:popover-open').forEach(place));
}

function place(popover) {
  const button = document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`);
  if (!button) return;
  const at = button.getBoundingClientRect();
  const width = popover.offsetWidth;
  popover.style.top = `${Math.round(at.bottom + 6)}px`;
  popover.style.left = `${Math.round(Math.max(8, Math.min(at.left, innerWidth - width - 8)))}px`;
}
