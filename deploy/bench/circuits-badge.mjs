// Scenario for the circuit load driver: everybody keeps the list of tickets open; somebody else answers on one person's
// ticket by the API, and that person's badge has to change, and nobody else's circuit has to hear of it.
// Arguments: user (holds %i for the circuit's number, see people.sql), password, author and authorPassword (who answers).
// The step 'save to badge' is the time from the request that saves to the change in the other's page, both included.
export const thinkMs = [400, 600];

// Circuits of the driver's warm-up are numbered from here on; there are fewer people than that.
const warm = 1_000_000, people = 600;

const pages = [];
const rounds = { made: 0, woken: 0 };
let door = Promise.resolve();
let token;
let turn = Promise.resolve();

async function signIn(page, ctx) {
  await page.get('/sign-in');
  await page.submitForm('form', { UserName: ctx.args.user.replace('%i', ctx.i % people), Password: ctx.args.password });
  if (page.url.pathname === '/sign-in') throw new Error(`not signed in: ${page.text('[role=alert]')}`);
}

export default async function open(page, ctx) {
  const signedIn = door.then(() => signIn(page, ctx));
  door = signedIn.catch(() => {});
  await signedIn;
  await page.step('open list', async () => {
    await page.goto('/tickets?view=Mine');
    await page.waitFor('.bell');
    await page.waitFor('tbody tr');
  });
  if (ctx.i < warm) pages[ctx.i] = page;
}

async function call(ctx, path, body) {
  const answer = await fetch(new URL(path, ctx.url), {
    method: 'POST', body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const badge = page => page.text('.bell');

// One save at a time, so that every batch that arrives belongs to it; the circuits take turns at being the one concerned.
export async function loop(page, ctx) {
  if (ctx.i !== 0) return void await ctx.sleep(ctx.i < warm ? 1_000 : 0);
  const mine = turn.then(async () => {
    token ??= (await call(ctx, '/api/v1/auth/login', { userName: ctx.args.author, password: ctx.args.authorPassword })).accessToken;
    const others = pages.filter(p => p && p !== page);
    // Each in turn: a second change of one record within the window is gathered into the first news, and the badge stays.
    const one = others[rounds.made % others.length];
    const number = /TIC-\d+-\d+/.exec(one.text('tbody'))[0];
    await ctx.sleep(300);   // what the save before has set in motion is over
    const before = new Map(pages.filter(Boolean).map(p => [p, p.seq]));
    const was = badge(one);
    await page.step('save to badge', async () => {
      await call(ctx, `/api/v1/tickets/${number}/comments`, { body: `Mesure ${rounds.made}` });
      await one.until(() => badge(one) !== was, 'the badge');
    });
    await ctx.sleep(300);
    rounds.made++;
    rounds.woken += [...before].filter(([p, seq]) => p !== one && p.seq !== seq).length;
    if (rounds.made % 20 === 0) console.error(`${rounds.made} saves, ${rounds.woken} circuits woken that were not concerned`);
  });
  turn = mine.catch(() => {});
  await mine;
}
