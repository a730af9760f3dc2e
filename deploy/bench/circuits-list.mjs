// Scenario for the circuit load driver: sign in, keep the list of tickets open, now and then open a ticket and come back.
// Arguments: user, password; the accounts' names may hold %i for the circuit's number.
export const thinkMs = [2000, 6000];

// One at a time: many attempts on one account at once look like guessing, and are throttled as such.
let door = Promise.resolve();

async function signIn(page, ctx) {
  await page.get('/sign-in');
  await page.submitForm('form', { UserName: ctx.args.user.replace('%i', ctx.i), Password: ctx.args.password });
  if (page.url.pathname === '/sign-in') throw new Error(`not signed in: ${page.text('[role=alert]')}`);
}

export default async function open(page, ctx) {
  const signedIn = door.then(() => signIn(page, ctx));
  door = signedIn.catch(() => {});
  await signedIn;
  await page.step('open list', async () => {
    await page.goto('/tickets?view=All&state=any');
    await page.waitFor('tbody tr:nth(49)');
  });
}

export async function loop(page, ctx) {
  const row = Math.floor(ctx.rnd() * 50);
  await page.step('open ticket', async () => {
    await page.click(`tbody tr:nth(${row}) a`);
    await page.waitFor('.rechead h1');
    await page.waitFor('.tl .ev');
  });
  await page.step('back to list', async () => {
    await page.navigate('/tickets?view=All&state=any');
    await page.waitFor('tbody tr:nth(49)');
  });
}
