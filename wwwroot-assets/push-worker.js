// Shows what its person is told while OpsFlux is not open. It handles nothing else: pages are neither fetched nor kept here.

/** A path of ours: whatever a message says, a click leads nowhere else. */
function pathOf(href) {
  const start = new URL('/', self.location.origin);
  if (typeof href !== 'string' || !/^\/(?![/\\])/.test(href)) return start.href;
  try {
    const address = new URL(href, start);
    return address.origin === start.origin ? address.href : start.href;
  } catch {
    return start.href;
  }
}

function messageOf(event) {
  try {
    return event.data?.json() ?? {};
  } catch {
    return {};
  }
}

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('push', event => {
  const message = messageOf(event);
  event.waitUntil(self.registration.showNotification(message.title || 'OpsFlux', {
    body: message.body || '',
    tag: message.tag || undefined,
    renotify: Boolean(message.tag),
    data: { href: pathOf(message.href) },
  }));
});

self.addEventListener('notificationclick', event => {
  event.notification.close();
  event.waitUntil(show(event.notification.data?.href ?? pathOf('/')));   // judged when it was shown
});

/** A window that shows the page already comes to the front; any other keeps what is being typed in it. */
async function show(address) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = windows.find(w => w.url.split('#')[0] === address.split('#')[0]);
  return there ? there.focus() : self.clients.openWindow(address);
}
