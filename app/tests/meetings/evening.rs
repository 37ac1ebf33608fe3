//! What a bestuurder reads the evening before: their own gemeente, or what their organisation leads.

use app::dashboard::data::{NextMeeting, Part};
use app::dashboard::evening::next_meeting_again;
use app::meetings::commands::create;
use app::meetings::form::MeetingForm;
use app::regions::file::parse_with_users;
use app::regions::load::load;
use app::regions::vision::body;
use domain::organisations::Role;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};

use super::common::on_both_databases;
use super::{OTHER, now, request_of, saved};

const DEMO: &str = include_str!("../../../server/regions/twente-demo.toml");
const TABLE: &str = "Voorbeeldtafel Wonen en Zorg";

async fn load_demo(database: &DatabaseConnection) {
    load(database, &parse_with_users(&format!("{OTHER}{DEMO}")).unwrap(), now()).await.unwrap();
}

async fn next(database: &DatabaseConnection, organisation: &str, role: Role) -> NextMeeting {
    let request = request_of(database, organisation, role).await;
    next_meeting_again(&request).await.unwrap().unwrap()
}

fn part<'a>(meeting: &'a NextMeeting, title: &str) -> &'a Part {
    meeting.evening.iter().find(|part| part.title == title).unwrap()
}

fn texts(part: &Part) -> Vec<&str> {
    part.lines.iter().map(|line| line.text.as_str()).collect()
}

on_both_databases!(an_alderman_sees_the_own_gemeente_and_what_is_asked, async |database| {
    load_demo(database).await;
    let meeting = next(database, "Gemeente Enschede", Role::Executive).await;
    assert!(meeting.label.starts_with(TABLE), "{}", meeting.label);
    let trouble = part(&meeting, "Wat niet op schema loopt");
    assert!(!trouble.lines.is_empty());
    for line in &trouble.lines {
        assert!(line.text.ends_with("(Enschede)"), "{}", line.text);
        let facts: Vec<&str> = line.facts.iter().map(|(label, _)| label.as_str()).collect();
        assert_eq!(facts, ["Oorzaak", "Gevolg", "Bijsturing", "Aan zet"]);
        assert!(!line.lights.is_empty());
    }
    assert!(texts(part(&meeting, "Wat van u wordt gevraagd")).contains(&"Te bevestigen"));
    assert_eq!(texts(part(&meeting, "Wat het overleg wordt gevraagd")).len(), 1);
    let since = part(&meeting, "Sinds het vorige overleg");
    assert_eq!((texts(since), since.empty.as_str()), (vec![], "Er is geen vorig overleg om mee te vergelijken."));
});

on_both_databases!(the_bestuurder_of_a_corporatie_sees_what_it_leads, async |database| {
    load_demo(database).await;
    let meeting = next(database, "Domijn", Role::Executive).await;
    let trouble = part(&meeting, "Wat niet op schema loopt");
    assert!(!trouble.lines.is_empty());
    for line in &trouble.lines {
        assert_eq!(line.facts.last().unwrap(), &("Aan zet".to_owned(), "Domijn".to_owned()));
    }
    assert_eq!(next(database, "Domijn", Role::Staff).await.evening, vec![]);
});

on_both_databases!(the_next_meeting_is_of_a_body_with_a_seat, async |database| {
    load_demo(database).await;
    let driver = request_of(database, "Gemeente Enschede", Role::Driver).await;
    let another = body::Entity::find().filter(body::Column::Name.ne(TABLE)).one(&driver.state.database).await;
    let (id, name) = another.unwrap().map(|body| (body.id, body.name)).unwrap();
    let form = MeetingForm { body: id.to_string(), date: "22-11-2026".to_owned(), ..MeetingForm::default() };
    saved(create(&driver, &form).await.unwrap());
    assert!(next(database, "Domijn", Role::Staff).await.label.starts_with(TABLE));
    assert!(next(database, "TMZ", Role::Staff).await.label.starts_with(&name));
});
