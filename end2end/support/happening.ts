import type { Page } from '@playwright/test';

import { COMPLETE, fill } from './commitment.ts';
import { PDF } from './files.ts';
import { type Fill, address, attach, choose, filled, pick, post, press, put, send, within } from './sending.ts';

/** Their browsers, which run no scripts. */
export interface People {
  /** Of the gemeente Enschede. */
  official: Page;
  /** Of the region. */
  driver: Page;
  /** Of Domijn and of Liberein, the parties of what the official writes. */
  builder: Page;
  carer: Page;
}

/** The addresses of what something happens with after the first meeting. */
export type Scene = Awaited<ReturnType<typeof before>>;

const CARE = 'Zorggeschikte woningen';
const LEVEL = 'Nultredenwoningen';
const CLUSTERED = 'Geclusterde woningen';
const TARGETS = '/doelen/enschede?scenario=trend';

/** How everything stands at the first meeting. */
export async function before(people: People) {
  const { official, driver } = people;
  const commitments = await agreed(people);
  await beside(official, commitments.silent);
  const busy = await project(official, 'Hof van Noord', 'Nieuw', put('Geplande oplevering', '2029'), put('2 Initiatief', '20-11-2026'));
  const delivered = await project(official, 'Hof van Zuid', 'Actief');
  await deliveriesBefore(people, delivered);
  const bottlenecks = {
    escalating: await bottleneck(official, 'Te weinig bouwers', busy),
    solved: await bottleneck(official, 'Geen grond', busy),
    back: await bottleneck(official, 'Bezwaar', busy),
  };
  await send(official, `${bottlenecks.back}/oplossen`, 'Opgelost', put('Oplossing', 'Het bezwaar is ingetrokken.'));
  await target(official, '400', '');
  await deadline(driver, 'Doorstroming en locaties uitgewerkt', '15-1-2027');
  return { ...commitments, ...bottlenecks, busy, delivered };
}

/** What happens until the next meeting, besides that time goes by. */
export async function after(people: People, scene: Scene): Promise<void> {
  const { official, driver } = people;
  await agreements(people, scene);
  await aside(people, scene.silent);
  // Nobody had reported of this one for long.
  const stale = await address(official, '/afspraken?gemeente=enschede', /Ieder jaar dertig woningen/);
  await report(official, stale, { Inhoud: 'Oranje', Planning: 'Rood', Geld: 'Oranje' }, '2028');
  const changes = [put('Geplande oplevering', '2030'), put('4 Ontwerp', '14-12-2026'), pick('Planologische status', '2a Vastgesteld')];
  await send(official, `${scene.busy}/bewerken`, 'Opslaan', pick('Projectstatus', 'Actief'), ...changes);
  await project(official, 'Hof van West', 'Nieuw');
  await deliveriesAfter(people, scene.delivered);
  await bottleneck(official, 'Geen water', scene.busy);
  await send(official, `${scene.escalating}/escaleren`, 'Escaleren', choose('BO$'), put('Reden', 'Hier lukt het niet.'));
  await send(official, `${scene.solved}/oplossen`, 'Opgelost', put('Oplossing', 'Er is grond.'));
  await send(official, `${scene.back}/heropenen`, 'Heropenen', put('Reden', 'Er is een nieuw bezwaar.'));
  await target(official, '430', 'Er komen twee hofjes bij.');
  await deadline(driver, 'Bod van de corporatie', '1-9-2027');
  const adopted = (by: string) => [put('Vastgesteld door', by), put('Vastgesteld op', '14-12-2026')];
  const phase = await address(official, '/termijnen?gemeente=enschede', 'Volkshuisvestingsprogramma, Enschede wijzigen');
  await send(official, phase, 'Opslaan', choose('Vastgesteld$'), ...adopted('gemeenteraad'));
  const agenda = await address(official, '/gemeenten/enschede/agenda', /^Stap zetten/);
  await send(official, agenda, 'Opslaan', choose('Vaststellen'), ...adopted('gemeenteraad Enschede'));
}

/** As many commitments as are asked for, of one form that was filled once. */
async function writer(official: Page) {
  await official.goto('/afspraken/nieuw');
  await fill(official, { ...COMPLETE, parties: [{ organisation: 'Liberein', contribution: 'Levert zorg' }] });
  const form = await filled(official);
  return async (title: string, when = '2029'): Promise<string> => {
    form.set('form[title]', title);
    form.set('form[due]', when);
    return post(official, '/afspraken/nieuw', form);
  };
}

const idOf = (path: string) => path.split('/').at(-1) ?? '';

async function propose(official: Page, commitment: string): Promise<string> {
  await post(official, commitment, { 'form[id]': idOf(commitment), 'form[version]': '1' });
  return commitment;
}

async function says(party: Page, commitment: string, version: number, reply: 'bevestigd' | 'voorbehoud' | 'afgewezen', text = '') {
  const form = { 'form[id]': idOf(commitment), 'form[version]': `${version}`, 'form[reply]': reply, 'form[text]': text };
  await post(party, `${commitment}/bevestigen`, form);
}

async function agree({ builder, carer }: People, commitment: string, version: number): Promise<string> {
  for (const party of [builder, carer]) await says(party, commitment, version, 'bevestigd');
  return commitment;
}

const due = (official: Page, commitment: string, when: string) =>
  send(official, `${commitment}/bewerken`, 'Opslaan', put('Gereed', when));

const step = (official: Page, commitment: string, what: string, reason = '') =>
  send(official, `${commitment}/afsluiten`, 'Vastleggen', choose(what), put('Reden', reason));

/** How far each commitment is between its parties. */
async function agreed(people: People) {
  const { official, builder, carer } = people;
  const write = await writer(official);
  const proposed = async (title: string, when?: string) => propose(official, await write(title, when));
  const ratified = async (title: string) => agree(people, await proposed(title), 1);
  const scene = {
    silent: await proposed('Hofwoningen aan de dam'),
    asked: await proposed('Een vraag', 'december 2026'),
    doubted: await proposed('Een twijfel'),
    changing: await ratified('Een uitstel'),
    takenBack: await ratified('Een vergissing'),
    notDone: await ratified('Een rest'),
    unproposed: await write('Een concept'),
    settled: await ratified('Een besluit'),
    done: await ratified('Een gereed plan'),
    givenUp: await ratified('Een oud plan'),
  };
  await says(builder, scene.doubted, 1, 'afgewezen', 'Te duur');
  await says(carer, scene.doubted, 1, 'voorbehoud', 'Goedkeuring van de raad van commissarissen');
  await due(official, scene.changing, '2030');
  await due(official, scene.takenBack, '2030');
  await step(official, scene.notDone, 'Afronden');
  return scene;
}

async function agreements(people: People, scene: Scene): Promise<void> {
  const { official, builder, carer } = people;
  await propose(official, scene.unproposed);
  await says(builder, scene.asked, 1, 'afgewezen', 'Te duur');
  await says(carer, scene.asked, 1, 'voorbehoud', 'Goedkeuring van de raad van toezicht');
  await says(builder, scene.doubted, 1, 'bevestigd');
  await send(carer, `${scene.doubted}/bevestigen`, 'Het voorbehoud vervalt');
  await due(official, scene.settled, '2031');
  await agree(people, scene.changing, 2);
  await step(official, scene.takenBack, 'De voorgestelde wijziging intrekken');
  await step(official, scene.done, 'Afronden');
  await step(official, scene.notDone, 'Heropenen', 'Er ontbreekt nog een woning');
  await step(official, scene.givenUp, 'Laten vervallen', 'De subsidie ging niet door');
}

const comment = (page: Page, commitment: string, text: string) =>
  send(page, `${commitment}/reacties`, 'Plaatsen', put('Reactie', text));

const file = (page: Page, commitment: string, name: string) =>
  send(page, `${commitment}/bewijs`, 'Toevoegen', attach('Bestand', { ...PDF, name }));

async function report(page: Page, commitment: string, colours: Record<'Inhoud' | 'Planning' | 'Geld', string>, expected = '') {
  const lights = Object.entries(colours).map(([aspect, colour]) => within(aspect, choose(colour)));
  const why = [put('Oorzaak', 'De vergunning duurt langer.'), put('Gevolg', 'De bouw begint later.'), put('Bijsturing', 'Wij overleggen.')];
  await send(page, `${commitment}/voortgang`, 'Opslaan', ...lights, put('Verwacht gereed', expected), ...why);
}

async function milestone(page: Page, commitment: string, title: string, button: string, ...fills: Fill[]) {
  await send(page, await address(page, `${commitment}/mijlpalen`, title), button, ...fills);
}

/** What stands beside a commitment at the first meeting. */
async function beside(official: Page, commitment: string): Promise<void> {
  await report(official, commitment, { Inhoud: 'Groen', Planning: 'Groen', Geld: 'Groen' });
  for (const [title, when] of [
    ['De vergunning', '2028'],
    ['De grond', 'december 2026'],
    ['De eerste paal', '2028'],
    ['De sloop', '2028'],
    ['De inrichting', 'Q1 2028'],
  ] as const) {
    await send(official, `${commitment}/mijlpalen`, 'Toevoegen', put('Mijlpaal', title), put('Gepland', when));
  }
  await milestone(official, commitment, 'De eerste paal', 'Gereed melden', put('Gereed op', '21-11-2026'));
  await comment(official, commitment, 'Dit was voor een ander.');
  await file(official, commitment, 'tekening.pdf');
}

/** What changes there after it. */
async function aside({ official, builder }: People, commitment: string): Promise<void> {
  await milestone(official, commitment, 'De vergunning', 'Gereed melden', put('Gereed op', '14-12-2026'));
  await milestone(official, commitment, 'De eerste paal', 'Gereed melden', put('Gereed op', ''));
  await milestone(official, commitment, 'De sloop', 'Mijlpaal verwijderen');
  await milestone(official, commitment, 'De inrichting', 'Opslaan', put('Gepland', 'Q2 2028'));
  const withdrawn = await address(official, `${commitment}/reacties`, 'Intrekken');
  await send(official, withdrawn, 'Reactie intrekken');
  await comment(builder, commitment, 'Wanneer is de vergunning er?');
  const drawing = await address(official, `${commitment}/bewijs`, 'tekening.pdf');
  await send(official, drawing, 'Intrekken', put('Reden', 'Van een ander complex'));
  await file(official, commitment, 'besluit.pdf');
}

async function project(official: Page, name: string, status: string, ...fills: Fill[]): Promise<string> {
  const partner = [within('Partij 1', pick('Rol', 'Corporatie')), within('Partij 1', pick('Organisatie', 'Domijn'))];
  const known = [pick('Wie mag van het project weten', 'Openbaar (de hele regio)'), pick('Projectstatus', status)];
  return send(official, '/projecten/nieuw', 'Opslaan', put('Naam', name), put('Te bouwen, in totaal', '60'), ...known, ...partner, ...fills);
}

async function bottleneck(official: Page, title: string, blocked: string): Promise<string> {
  const who = [pick('Kritische succesfactor', 'Watervoorziening'), pick('Aan zet', 'Provincie Overijssel')];
  const what = [put('Titel', title), put('Actie', 'Overleg met wie erover gaat.')];
  return send(official, `/knelpunten/nieuw?project=${idOf(blocked)}`, 'Opslaan', ...what, ...who);
}

const delivers = (builder: Page, to: string, kind: string, count: string) => {
  const what = [pick('Soort woningen', kind), put('Aantal woningen', count), put('Opgeleverd op', '20-11-2026')];
  return send(builder, `${to}/opleveringen/melden`, 'Melden', ...what, put('Adres', 'Zuidmolen'));
};

async function verifies(official: Page, of: string, kind: string): Promise<void> {
  await send(official, await address(official, `${of}/opleveringen`, new RegExp(`^Controleren.*${kind}`)), 'Vastleggen');
}

async function corrects(builder: Page, of: string, kind: string, count: string): Promise<void> {
  const form = await address(builder, `${of}/opleveringen`, new RegExp(`^Corrigeren.*${kind}`));
  const gone = pick('Wat zijn ze wel', 'Niet opgeleverd: ze zijn er niet');
  await send(builder, form, 'Corrigeren', put('Hoeveel woningen', count), gone, put('Waarom', 'Verkeerd geteld.'));
}

async function deliveriesBefore({ official, builder }: People, of: string): Promise<void> {
  for (const [kind, count] of [[LEVEL, '10'], [CARE, '8'], [CLUSTERED, '6']] as const) await delivers(builder, of, kind, count);
  await verifies(official, of, LEVEL);
}

/** Of those that were looked at four are not there, and four others are: as many, of which fewer were looked at. */
async function deliveriesAfter({ official, builder }: People, of: string): Promise<void> {
  await corrects(builder, of, LEVEL, '4');
  await delivers(builder, of, LEVEL, '4');
  await verifies(official, of, CARE);
  await corrects(builder, of, CLUSTERED, '2');
  await delivers(builder, of, 'Telt in geen doel mee', '5');
}

async function target(official: Page, value: string, motivation: string): Promise<void> {
  await official.goto(TARGETS);
  await put(LEVEL, value)(official);
  await put('Motivering', motivation)(official);
  await official.getByRole('button', { name: 'Bekijken wat het betekent' }).click();
  await press(official, 'Opslaan');
}

async function deadline(driver: Page, title: string, when: string): Promise<void> {
  await send(driver, `${await address(driver, '/termijnen', title)}/bewerken`, 'Opslaan voor alle gemeenten', put('Klaar', when));
}
