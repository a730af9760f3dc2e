// Where tabs do not fit they scroll: the one that is open is always in sight.
const shown = new WeakMap();   // tabs → the address last brought into sight, so that whoever scrolls them is let alone

export function watchTabs() {
  new MutationObserver(showCurrent).observe(document.body, { subtree: true, childList: true, attributeFilter: ['aria-current'] });
  showCurrent();
}

function showCurrent() {
  for (const current of document.querySelectorAll('.tabs [aria-current]')) {
    const tabs = current.closest('.tabs');
    if (shown.get(tabs) === current.href) continue;
    shown.set(tabs, current.href);
    const tab = current.getBoundingClientRect(), room = tabs.getBoundingClientRect();
    if (tab.left < room.left || tab.right > room.right) tabs.scrollLeft += tab.left - room.left - (room.width - tab.width) / 2;
  }
}
