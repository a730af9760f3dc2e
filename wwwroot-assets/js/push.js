// Push on this very device: what only a browser can say of itself, ask its owner, and be given by its push service.

const worker = '/push-worker.js';

const bytesOf = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
const textOf = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const isSupported = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

async function subscription() {
  const registration = await navigator.serviceWorker.getRegistration('/');
  return await registration?.pushManager.getSubscription() ?? null;
}

/** Made anew where another key made it: messages of ours would not arrive by it. */
async function subscribe(key) {
  await navigator.serviceWorker.register(worker, { scope: '/' });
  const { pushManager } = await navigator.serviceWorker.ready;
  const known = await pushManager.getSubscription();
  if (known && textOf(known.options.applicationServerKey) === key) return known;
  await known?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
}

/** Begins in the click itself: browsers ask their owner for permission only then. */
async function switchOn(button, component) {
  button.disabled = true;
  try {
    if (await Notification.requestPermission() !== 'granted') { await component.invokeMethodAsync('FailedAsync', 'denied'); return; }
    const made = await subscribe(button.dataset.pushKey);
    await component.invokeMethodAsync('SubscribedAsync', {
      endpoint: made.endpoint, p256dh: textOf(made.getKey('p256dh')), auth: textOf(made.getKey('auth')),
    });
  } catch {
    await component.invokeMethodAsync('FailedAsync', 'service').catch(() => {});   // its page has gone
  } finally {
    button.disabled = false;
  }
}

export const push = {
  /** { kind: insecure, unsupported, blocked or ready; endpoint of the subscription that is there, else null } */
  async state() {
    if (!window.isSecureContext) return { kind: 'insecure', endpoint: null };
    if (!isSupported()) return { kind: 'unsupported', endpoint: null };
    if (Notification.permission === 'denied') return { kind: 'blocked', endpoint: null };
    return { kind: 'ready', endpoint: (await subscription().catch(() => null))?.endpoint ?? null };
  },

  watch(area, component) {
    area.addEventListener('click', e => {
      const button = e.target.closest('button[data-push-key]');
      if (button && !button.disabled) switchOn(button, component);
    });
  },

  async switchOff() {
    await (await subscription().catch(() => null))?.unsubscribe().catch(() => false);
  },
};
