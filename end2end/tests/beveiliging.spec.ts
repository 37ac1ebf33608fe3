import { COMPLETE, record } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'beveiliging' });

const nonceOf = (policy: string | undefined) => /'nonce-([^']+)'/.exec(policy ?? '')?.[1];

test('every page carries the security headers', async ({ page, enter, troubles }) => {
  troubles.expectStatus(404);
  const pages = ['/inloggen', '/', '/afspraken', '/doelen', '/bestaat-niet'];
  for (const path of pages) {
    if (path === '/') await enter('lezer');
    const answer = await page.goto(path);
    const headers = answer?.headers() ?? {};
    const policy = headers['content-security-policy'] ?? '';
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).toContain("base-uri 'none'");
    expect(policy, path).toContain("form-action 'self'");
    expect(policy, path).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['x-frame-options'], path).toBe('DENY');
    expect(headers['referrer-policy'], path).toBe('same-origin');
    expect(headers['permissions-policy'], path).toBeDefined();
    expect(headers['cache-control'], path).toBe('no-store');
    expect(headers['x-request-id'], path).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['server'], path).toBeUndefined();

    const nonce = nonceOf(policy);
    expect(nonce, path).toMatch(/^[\w+/=-]{22,}$/);
    const html = (await answer?.text()) ?? '';
    for (const [script] of html.matchAll(/<script\b[^>]*>/g)) expect(script, path).toContain(`nonce="${nonce}"`);
    expect(html, path).not.toMatch(/<[^>]+\s(style|on[a-z]+)=/);
  }
});

test('a nonce is used once', async ({ page }) => {
  const policies = await Promise.all([1, 2, 3].map(async () => (await page.request.get('/inloggen')).headers()['content-security-policy']));
  expect(new Set(policies.map(nonceOf)).size).toBe(3);
});

test('other answers carry them too', async ({ page }) => {
  const answers = await Promise.all([
    page.request.get('/healthz'),
    page.request.get('/favicon.svg'),
    page.request.get('/pkg/bestaat-niet.js'),
    page.request.post('/uitloggen', { headers: { 'sec-fetch-site': 'cross-site' } }),
    page.request.get('/afspraken', { maxRedirects: 0 }),
    page.request.get('/api/bestaat_niet'),
  ]);
  for (const answer of answers) {
    expect(answer.headers()['x-content-type-options'], answer.url()).toBe('nosniff');
    expect(answer.headers()['content-security-policy'], answer.url()).toContain("default-src 'none'");
    expect(answer.headers()['referrer-policy'], answer.url()).toBe('same-origin');
  }
});

test('the process and the database answer to who watches over them', async ({ page }) => {
  const alive = await page.request.get('/healthz');
  expect([alive.status(), await alive.text()]).toEqual([200, 'ok']);
  expect((await page.request.get('/readyz')).status()).toBe(200);
});

test("the browser's files have names to keep for good, and come compressed", async ({ page, enter }) => {
  await enter('lezer');
  const html = await (await page.request.get('/')).text();
  const files = [...new Set(html.match(/\/pkg\/[\w.-]+/g))];
  for (const kind of ['.js', '.wasm', '.css', '.woff2']) expect(files.some((file) => file.endsWith(kind)), kind).toBe(true);
  for (const file of files) {
    expect(file).toMatch(/-[0-9a-zA-Z]{8,}\.\w+$/);
    const answer = await page.request.get(file, { headers: { 'accept-encoding': 'br, gzip' } });
    expect(answer.status(), file).toBe(200);
    expect(answer.headers()['cache-control'], file).toBe('public, max-age=31536000, immutable');
    // A font is compressed by itself.
    if (!file.endsWith('.woff2')) expect(answer.headers()['content-encoding'], file).toBe('br');
    const plain = await page.request.get(file, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers()['content-encoding'], file).toBeUndefined();
    expect(await plain.body(), file).toEqual(await answer.body());
  }
  const gone = await page.request.get('/pkg/woonzorgagenda-0000000000000000.wasm');
  expect(gone.status()).toBe(404);
  expect(gone.headers()['cache-control']).not.toContain('immutable');
});

test('what does not exist has a page that says so', async ({ page, enter, troubles, usable }) => {
  troubles.expectStatus(404);
  await enter('lezer');
  const unguessable = '/afspraken/01a1ffff-0000-7000-8000-000000000000';
  for (const path of ['/bestaat-niet', '/afspraken/1', unguessable, '/gemeenten/amsterdam', '/gemeenten/enschede/bestaat-niet']) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: 'Deze pagina bestaat niet' })).toBeVisible();
    await usable();
    await expect(page).toHaveTitle('Deze pagina bestaat niet · Woonzorgagenda');
    await page.getByRole('link', { name: 'Naar het dashboard' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible();
    await usable();
  }
});

test('a form that is too large is refused in words', async ({ page, enter }) => {
  await enter('ambtenaar.enschede');
  const answer = await page.request.post('/afspraken/nieuw', { form: { 'form[description]': 'x'.repeat(300 * 1024) }, maxRedirects: 0 });
  expect(answer.status()).toBe(413);
  expect(await answer.text()).toContain('Kort de teksten in');
});

test('hostile text stays text', async ({ page, enter, open }) => {
  const payload = `<script>document.title='x'</script>"><svg onload=alert(1)>{{7*7}}`;
  await enter('aanjager');
  const form = {
    'form[agenda]': 'regio',
    'form[title]': payload,
    'form[description]': payload,
    'form[kind]': 'verzoek',
    'form[place]': payload,
    'form[due_unknown][]': 'ja',
  };
  const answer = await page.request.post('/afspraken/nieuw', { form, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  const path = answer.headers()['location'] ?? '';
  await open(path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(payload);
  await expect(page).toHaveTitle(`${payload} · Woonzorgagenda`);
  await open(path.replace(/\?.*/, '/bewerken'));
  await expect(page.getByLabel('Titel')).toHaveValue(payload);
  await open('/afspraken?gemeente=regio&sorteer=bijgewerkt');
  await expect(page.getByRole('link', { name: payload })).toBeVisible();
});

test('an address says that something was saved to who saved it, and to nobody else', async ({ page, secondPage, open, enter }) => {
  await enter('ambtenaar.enschede', secondPage);
  const path = await record(secondPage, open, { ...COMPLETE, title: 'Bericht van opslaan' });
  await open(`${path}?melding=opgeslagen`, secondPage);
  await expect(secondPage.getByText('De wijzigingen zijn opgeslagen.')).toBeVisible();
  await enter('lezer');
  await open(`${path}?melding=bekrachtigd`);
  await expect(page).toHaveURL(path);
  await expect(page.getByRole('heading', { level: 1, name: 'Bericht van opslaan' })).toBeVisible();
  await expect(page.getByText('Uw antwoord is vastgelegd')).toHaveCount(0);
  await open('/afspraken?melding=voortgang&gemeente=enschede');
  await expect(page).toHaveURL('/afspraken?gemeente=enschede');
});

test('an address with a slash at its end leads to the page', async ({ page, open, enter }) => {
  await enter('lezer');
  for (const path of ['/doelen', '/gemeenten/enschede', '/afspraken?gemeente=enschede']) {
    await open(path.replace(/\?|$/, (end) => `/${end}`));
    await expect(page).toHaveURL(path);
  }
});
