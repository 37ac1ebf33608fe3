//! The Excel that a gemeente keeps of wie doet wat wanneer waar.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::audit::entity::audit_entry;
use app::commitments::agreement::commands::answer;
use app::commitments::agreement::entity::confirmation;
use app::commitments::agreement::form::AnswerForm;
use app::commitments::commands::propose;
use app::commitments::data::Detail;
use app::commitments::entity::commitment;
use app::commitments::form::ProposeForm;
use app::commitments::queries::{edit_page, show};
use app::imports::commands::undo;
use app::imports::form::UndoForm;
use app::imports::queries::{PreviewPage, preview};
use app::regions::entity::municipality;
use app::request::Request;
use app::ui::form::FormReply;
use domain::agreement::{Effect, Reply};
use domain::audit::Event;
use domain::commitments::{LifeCycle, PartyRole};
use domain::differences::Field;
use domain::imports::{Kind, Outcome, State};
use domain::organisations::Role;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::cast::{counted, loaded, previewed, region, rejected, request_of, table, went_on, wrong};
use crate::common::on_both_databases;

const KIND: Kind = Kind::Commitments;
const HEADERS: [&str; 10] =
    ["Nr", "Gemeente", "Afspraak", "Soort afspraak", "Wie", "Partners", "Wanneer", "Opgave", "Waar", "Hofwoningen"];

fn row(mark: usize) -> Vec<String> {
    let title = format!("Afspraak {mark}");
    let cells = [
        &mark.to_string(),
        "Gemeente Oosterzijl",
        &title,
        "resultaatafspraak",
        "stichting plaswonen",
        "Zorggroep De Kade (wijkverpleegkundige): zorg aan huis",
        "Q3 2027",
        "1.1; Ontmoeten in het dorp",
        "Kerkbuurt",
        "24",
    ];
    cells.map(str::to_owned).to_vec()
}

fn rows(count: usize) -> Vec<Vec<String>> {
    std::iter::once(HEADERS.map(str::to_owned).to_vec()).chain((1..=count).map(row)).collect()
}

struct Cast {
    official: Request,
    corporatie: Request,
    care: Request,
}

async fn cast(database: &DatabaseConnection) -> Cast {
    region(database).await;
    Cast {
        official: request_of(database, "Gemeente Oosterzijl", Role::Staff).await,
        corporatie: request_of(database, "Stichting Plaswonen", Role::Executive).await,
        care: request_of(database, "Zorggroep De Kade", Role::Executive).await,
    }
}

async fn load(request: &Request, rows: &[Vec<String>]) -> PreviewPage {
    let page = previewed(request, KIND, rows).await;
    went_on(loaded(request, &page).await);
    page
}

async fn undone(request: &Request, page: &PreviewPage) -> FormReply {
    undo(request, &UndoForm { id: page.id.to_string() }).await.unwrap()
}

async fn marked(database: &DatabaseConnection, mark: &str) -> commitment::Model {
    let found = commitment::Entity::find().filter(commitment::Column::ExternalId.eq(mark));
    found.one(database).await.unwrap().unwrap()
}

async fn amount(database: &DatabaseConnection) -> u64 {
    commitment::Entity::find().count(database).await.unwrap()
}

async fn last_event(database: &DatabaseConnection, id: Uuid) -> Event {
    let of_it = audit_entry::Entity::find().filter(audit_entry::Column::SubjectId.eq(id));
    let last = of_it.order_by_desc(audit_entry::Column::Sequence).one(database).await.unwrap().unwrap();
    last.event.parse().unwrap()
}

impl Cast {
    async fn say_yes(&self, id: Uuid, version: &str) {
        for party in [&self.corporatie, &self.care] {
            let (reply, version) = (Reply::Confirmed.code().to_owned(), version.to_owned());
            went_on(
                answer(party, &AnswerForm { id: id.to_string(), version, reply, text: String::new() }).await.unwrap(),
            );
        }
    }

    async fn proposed(&self, database: &DatabaseConnection) -> Uuid {
        load(&self.official, &rows(1)).await;
        let id = marked(database, "1").await.id;
        let form = ProposeForm { id: id.to_string(), version: "1".to_owned() };
        went_on(propose(&self.official, &form).await.unwrap());
        id
    }

    async fn ratified(&self, database: &DatabaseConnection) -> Uuid {
        let id = self.proposed(database).await;
        self.say_yes(id, "1").await;
        id
    }

    async fn page(&self, id: Uuid) -> Detail {
        show(&self.official, id).await.unwrap()
    }
}

on_both_databases!(the_right_rows_become_concepts_and_the_same_file_again_changes_nothing, async |database| {
    let cast = cast(database).await;
    let before = amount(database).await;
    let mut file = rows(60);
    file[3][4] = "Stichting Onbekend".to_owned();
    file[7][6] = "31-02-2027".to_owned();
    file[11][2] = String::new();
    file[20][7] = "1.1; 9.9".to_owned();
    file[33][1] = "Lindewaard".to_owned();
    let page = previewed(&cast.official, KIND, &file).await;
    assert_eq!((counted(&page), page.unused.len()), ([55, 0, 0, 5], 0));
    let places: Vec<(u32, String)> = wrong(&page).into_iter().map(|(row, place, _)| (row, place)).collect();
    let cells =
        [(4, "E4 (Trekker)"), (8, "G8 (Gereed)"), (12, "C12 (Titel)"), (21, "H21 (Opgaven)"), (34, "B34 (Agenda)")];
    assert_eq!(places, cells.map(|(row, place)| (row, place.to_owned())));
    let told: Vec<String> = wrong(&page).into_iter().map(|(.., message)| message).collect();
    assert!(told[0].contains("‘Stichting Onbekend’") && told[3].contains("‘9.9’"), "{told:?}");
    assert_eq!(amount(database).await, before);

    went_on(loaded(&cast.official, &page).await);
    assert_eq!(amount(database).await, before + 55);
    let one = marked(database, "1").await;
    assert_eq!((one.life_cycle.as_str(), one.place.as_deref()), (LifeCycle::Draft.code(), Some("Kerkbuurt")));
    assert!(one.number.starts_with("C-") && one.due.as_deref() == Some("2027-Q3"), "{one:?}");
    assert_eq!(last_event(database, one.id).await, Event::Created);
    let detail = cast.page(one.id).await;
    assert_eq!((detail.external_id.as_deref(), detail.dwellings[0].count), (Some("1"), 24));
    let numbers: Vec<&str> = detail.challenges.iter().map(|challenge| challenge.number.as_str()).collect();
    assert_eq!(numbers, ["1.1", "5.1"]);
    let partner = detail.parties.iter().find(|party| party.role == PartyRole::Partner).unwrap();
    assert_eq!(partner.function.as_deref(), Some("wijkverpleegkundige"));
    assert_eq!(partner.contribution.as_deref(), Some("zorg aan huis"));

    let page = previewed(&cast.official, KIND, &file).await;
    assert_eq!(counted(&page), [0, 0, 55, 5]);
    assert_eq!(rejected(loaded(&cast.official, &page).await).status, 422);
    // The wrong ones mended; only another's agenda stays wrong.
    let mut mended = rows(60);
    mended[33][1] = "Lindewaard".to_owned();
    assert_eq!(counted(&previewed(&cast.official, KIND, &mended).await), [4, 0, 55, 1]);
});

on_both_databases!(a_binding_change_asks_the_parties_again_and_what_was_ratified_holds, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    let file = table(&[&["Kenmerk", "Deadline"], &["1", "31-12-2027"]]);
    let page = previewed(&cast.official, KIND, &file).await;
    assert_eq!(counted(&page), [0, 1, 0, 0]);
    let Outcome::ChangesAgreed(changes, effect) = &page.rows[0].outcome else { panic!("{:?}", page.rows) };
    let told: Vec<_> =
        changes.iter().map(|change| (change.field, change.before.as_str(), change.after.as_str())).collect();
    assert_eq!(told, [(Field::Due, "3e kwartaal 2027", "31-12-2027")]);
    assert_eq!(*effect, Effect::AsksParties);

    went_on(loaded(&cast.official, &page).await);
    let one = marked(database, "1").await;
    assert_eq!((one.in_force, one.asking, one.due.as_deref()), (Some(1), Some(2), Some("2027-Q3")));
    assert_eq!((one.life_cycle.as_str(), last_event(database, id).await), ("bekrachtigd", Event::AskedAgain));
    let asked = confirmation::Entity::find().filter(confirmation::Column::CommitmentId.eq(id));
    let asked = asked.filter(confirmation::Column::Version.eq(2)).all(&database.connection).await.unwrap();
    assert!(asked.len() == 2 && asked.iter().all(|row| row.reply.is_none()), "{asked:?}");
    // The text that lies with the parties is the one that the file is compared with.
    assert_eq!(counted(&previewed(&cast.official, KIND, &file).await), [0, 0, 1, 0]);
    // What held before withdraws the change, and says so.
    let back = previewed(&cast.official, KIND, &rows(1)).await;
    let Outcome::ChangesAgreed(_, Effect::Withdraws) = &back.rows[0].outcome else { panic!("{:?}", back.rows) };

    went_on(undone(&cast.official, &page).await);
    let one = marked(database, "1").await;
    assert_eq!((one.in_force, one.asking, one.due.as_deref()), (Some(1), None, Some("2027-Q3")));
    assert_eq!(last_event(database, id).await, Event::Withdrawn);

    // What binds nobody asks nobody; nor does another kenmerk.
    let id_cell = id.to_string();
    let file = table(&[&["Kenmerk", "Doelgroep", "Id"], &["A-1", "Ouderen", &id_cell]]);
    let page = load(&cast.official, &file).await;
    let Outcome::Changed(changes) = &page.rows[0].outcome else { panic!("{:?}", page.rows) };
    let fields: Vec<Field> = changes.iter().map(|change| change.field).collect();
    assert_eq!(fields, [Field::TargetGroups, Field::ExternalId]);
    let one = marked(database, "A-1").await;
    assert_eq!((one.id, one.in_force, one.asking), (id, Some(1), None));
    assert!(one.search_text.lines().any(|line| line == "a-1"), "it is found by its kenmerk");
    assert_eq!(cast.page(id).await.target_groups, ["Ouderen"]);
    went_on(undone(&cast.official, &page).await);
    assert_eq!(marked(database, "1").await.id, id);
    assert!(cast.page(id).await.target_groups.is_empty());
});

on_both_databases!(who_may_not_see_a_concept_learns_nothing_of_it, async |database| {
    let cast = cast(database).await;
    let mut file = rows(1);
    file[1][5] = String::new();
    load(&cast.official, &file).await;
    let id = marked(database, "1").await.id.to_string();
    let care = request_of(database, "Zorggroep De Kade", Role::Staff).await;
    // Who could not have taken the mark hears what they would hear of one that is free.
    let free = [file[0].clone(), [vec!["2".to_owned()], file[1][1..].to_vec()].concat()];
    let of_free = wrong(&previewed(&care, KIND, &free).await);
    let of_hidden = wrong(&previewed(&care, KIND, &file).await);
    assert!(of_free[0].1 == "B2 (Agenda)" && of_free[0].2.contains("uw eigen gemeente"), "{of_free:?}");
    assert_eq!(of_free, of_hidden);
    // Who leads one in that agenda calls theirs so too, and hears of no other.
    file[1][4] = "Zorggroep De Kade".to_owned();
    load(&care, &file).await;
    let with_mark = commitment::Entity::find().filter(commitment::Column::ExternalId.eq("1"));
    let with_mark = with_mark.all(&database.connection).await.unwrap();
    assert_eq!(with_mark.len(), 2, "each organisation has its own");
    // The second time it is theirs that is found.
    assert_eq!(counted(&previewed(&care, KIND, &file).await), [0, 0, 1, 0]);
    // By its id it does not exist, no more than one that was never there.
    let nobody = Uuid::nil().to_string();
    let by_id = table(&[&["Kenmerk", "Id", "Plaats"], &["1", &id, "Elders"], &["1", &nobody, "Elders"]]);
    let told = wrong(&previewed(&care, KIND, &by_id).await);
    assert!(told[0].2.contains("bestaat niet (meer) voor u") && told[0].2 == told[1].2, "{told:?}");

    let form = ProposeForm { id, version: "1".to_owned() };
    went_on(propose(&cast.official, &form).await.unwrap());
    let told = wrong(&previewed(&care, KIND, &by_id[..2]).await);
    assert!(told[0].2.contains("houdt een ander bij"), "{told:?}");
});

on_both_databases!(a_file_is_undone_as_a_whole_or_not_at_all, async |database| {
    let cast = cast(database).await;
    let before = amount(database).await;
    let first = load(&cast.official, &rows(3)).await;
    let change = table(&[&["Kenmerk", "Waar", "Gemeente"], &["1", "Nieuwstraat", ""], &["2", "Nieuwstraat", ""]]);
    let second = load(&cast.official, &change).await;
    let touched = rejected(undone(&cast.official, &first).await);
    assert!(touched.status == 409 && touched.problems[0].message.contains("rij 2, 3 "), "{touched:?}");
    went_on(undone(&cast.official, &second).await);
    let one = marked(database, "1").await;
    assert_eq!((one.place.as_deref(), one.version), (Some("Kerkbuurt"), 3));
    let timeline = cast.page(one.id).await.timeline;
    assert!(timeline[0].changes.iter().any(|change| change.after == "Invoer ongedaan gemaakt"), "{timeline:?}");

    let more = [rows(0), vec![row(8), row(9)]].concat();
    let third = load(&cast.official, &more).await;
    let id = marked(database, "8").await.id;
    assert_eq!(amount(database).await, before + 5);
    went_on(undone(&cast.official, &third).await);
    assert_eq!((amount(database).await, last_event(database, id).await), (before + 3, Event::Removed));

    // Who gives the lead away by a file has no right to take it back.
    let corporatie = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let away = table(&[
        &["Kenmerk", "Gemeente", "Wie", "Partners", "Waar"],
        &["2", "Oosterzijl", "Zorggroep De Kade", "", "Elders"],
    ]);
    let page = load(&corporatie, &away).await;
    let kept = rejected(undone(&corporatie, &page).await);
    assert!(kept.status == 409 && kept.problems[0].message.starts_with("Wat rij 2 deed"), "{kept:?}");
    assert_eq!(preview(&corporatie, page.id).await.unwrap().state, State::Loaded);
    assert_eq!(marked(database, "2").await.place.as_deref(), Some("Elders"));
});

on_both_databases!(what_was_answered_meanwhile_is_not_undone, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    let page = load(&cast.official, &table(&[&["Kenmerk", "Gereed"], &["1", "2028"]])).await;
    cast.say_yes(id, "2").await;
    assert_eq!(rejected(undone(&cast.official, &page).await).status, 409);
    let one = marked(database, "1").await;
    assert_eq!((one.in_force, one.due.as_deref()), (Some(2), Some("2028")));
});

on_both_databases!(a_change_of_what_is_only_proposed_asks_again_and_so_does_undoing_it, async |database| {
    let cast = cast(database).await;
    let id = cast.proposed(database).await;
    let page = load(&cast.official, &table(&[&["Kenmerk", "Gereed"], &["1", "2028"]])).await;
    assert_eq!(marked(database, "1").await.asking, Some(2));
    went_on(undone(&cast.official, &page).await);
    let one = marked(database, "1").await;
    assert_eq!((one.asking, one.due.as_deref()), (Some(3), Some("2027-Q3")));
    assert_eq!(last_event(database, id).await, Event::AskedAgain);
    // It cannot go back to what may not be proposed.
    let unknown = table(&[&["Kenmerk", "Gereed"], &["1", "nog niet bekend"]]);
    let told = wrong(&previewed(&cast.official, KIND, &unknown).await);
    assert_eq!((told.len(), told[0].1.as_str()), (1, "B2 (Gereed)"));
});

on_both_databases!(what_a_file_does_not_tell_stays, async |database| {
    let cast = cast(database).await;
    load(&cast.official, &rows(1)).await;
    let id = marked(database, "1").await.id;
    // A bare name does not tell what it brings; another one comes after it.
    let file = table(&[&["Kenmerk", "Partners"], &["1", "Welzijn Lindewaard: koffie; Zorggroep De Kade"]]);
    load(&cast.official, &file).await;
    let form = edit_page(&cast.official, id, None).await.unwrap().form;
    let brought: Vec<&str> = form.parties.iter().map(|row| row.contribution.as_str()).collect();
    assert_eq!((brought, form.place.as_str()), (vec!["zorg aan huis", "koffie"], "Kerkbuurt"));
    // What is said of a trekker is not true of the next one.
    let lead = ["1", "Oosterzijl", "1e wethouder", "grond"];
    load(&cast.official, &table(&[&["Kenmerk", "Trekker", "Functie trekker", "Bijdrage trekker"], &lead])).await;
    load(&cast.official, &table(&[&["Kenmerk", "Trekker"], &["1", "Zorgkantoor Merenveld"]])).await;
    let form = edit_page(&cast.official, id, None).await.unwrap().form;
    assert_eq!((form.lead_function.as_str(), form.lead_contribution.as_str()), ("", ""));

    let unknown = table(&[&["Kenmerk", "Gereed", "Hofwoningen"], &["1", "Nog niet bekend", "0"]]);
    load(&cast.official, &unknown).await;
    let one = marked(database, "1").await;
    assert_eq!((one.due, cast.page(id).await.dwellings.len()), (None, 0));
    let empty = table(&[&["Kenmerk", "Gereed"], &["1", ""]]);
    let told = wrong(&previewed(&cast.official, KIND, &empty).await);
    assert!(told[0].1 == "B2 (Gereed)" && told[0].2.contains("nog niet bekend"), "{told:?}");
    // Excel makes of 5.10 the number 5,1.
    let nought = table(&[&["Kenmerk", "Opgave"], &["1", "5,1"]]);
    let told = wrong(&previewed(&cast.official, KIND, &nought).await);
    assert!(told[0].2.contains("opgave 5.1 zijn of opgave 5.10"), "{told:?}");
    load(&cast.official, &table(&[&["Kenmerk", "Opgave"], &["1", "5.10, 1.2"]])).await;
    let numbers: Vec<String> = cast.page(id).await.challenges.into_iter().map(|challenge| challenge.number).collect();
    assert_eq!(numbers, ["1.2", "5.10"]);
});

on_both_databases!(a_mark_is_one_commitment_within_its_agenda, async |database| {
    region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let mut file = rows(4);
    file[2][0] = "1".to_owned();
    file[2][1] = "Regio".to_owned();
    file[3][0] = "1".to_owned();
    file[3][1] = "Brinkerdam".to_owned();
    // Without an agenda it is one's own gemeente's: twice the same one.
    file[4][0] = "1".to_owned();
    file[4][1] = String::new();
    let page = previewed(&driver, KIND, &file).await;
    assert_eq!(counted(&page), [2, 0, 0, 2]);
    let told: Vec<_> = wrong(&page).into_iter().map(|(row, place, _)| (row, place)).collect();
    assert_eq!(told, [(2, "A2 (Kenmerk)".to_owned()), (5, "A5 (Kenmerk)".to_owned())]);
    load(&driver, &file[..4]).await;
    assert_eq!(counted(&previewed(&driver, KIND, &file[..4]).await), [0, 0, 3, 0]);
    let oosterzijl = municipality::Entity::find().filter(municipality::Column::Name.eq("Oosterzijl"));
    let oosterzijl = oosterzijl.one(&database.connection).await.unwrap().unwrap().id;
    let all = commitment::Entity::find().filter(commitment::Column::ExternalId.eq("1")).all(&database.connection);
    let mut agendas: Vec<_> = all.await.unwrap().into_iter().map(|row| row.municipality_id).collect();
    agendas.sort();
    assert!(agendas[0].is_none() && agendas.contains(&Some(oosterzijl)) && agendas.len() == 3, "{agendas:?}");

    // A mark that another has cannot be given; an agenda cannot be left.
    load(&driver, &[file[0].clone(), row(7)]).await;
    let seventh = marked(database, "7").await.id.to_string();
    let rows = table(&[
        &["Kenmerk", "Id", "Gemeente"],
        &["1", &seventh, ""],
        &["7", &seventh, "Regio"],
        &["", "geen-id", ""],
        &["", "", "Regio"],
    ]);
    let told: Vec<_> = wrong(&previewed(&driver, KIND, &rows).await).into_iter().map(|(_, place, _)| place).collect();
    assert_eq!(told, ["A2 (Kenmerk)", "C3 (Agenda)", "B4 (Id)", "A5 (Kenmerk)"]);
});

on_both_databases!(planning_many_asks_the_database_no_more_than_planning_a_few, async |database| {
    let cast = cast(database).await;
    load(&cast.official, &rows(40)).await;
    let changed = |count: usize| {
        let mut file = rows(count);
        file.iter_mut().skip(1).for_each(|row| row[8] = "Elders".to_owned());
        file
    };
    let mut queries = Vec::new();
    for count in [2, 40] {
        let page = previewed(&cast.official, KIND, &changed(count)).await;
        assert_eq!(counted(&page), [0, count, 0, 0]);
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let mut watched = cast.official.clone();
        watched.state.database.set_metric_callback(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        preview(&watched, page.id).await.unwrap();
        queries.push(asked.load(Ordering::Relaxed));
    }
    assert_eq!(queries[0], queries[1]);
});
