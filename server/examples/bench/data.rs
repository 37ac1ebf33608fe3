//! A database such as a region has after some years: its own agreements, and a thousand commitments.

use std::collections::BTreeSet;

use app::audit::{self, Author, Subject};
use app::auth::accounts::{NewUser, create_user};
use app::commitments::names::Names;
use app::commitments::records::{NewCommitment, insert_commitment};
use app::commitments::reports::{Reported, describe_progress, insert_progress};
use app::regions::entity::region;
use app::regions::file::parse;
use app::regions::load::load;
use app::request::{Clock, day_of};
use app::storage::{begin_write, connect, migrate};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::Period;
use domain::audit::Event;
use domain::commitments::{Content, Kind, LifeCycle, Party, PartyRef, PartyRole};
use domain::differences::differences;
use domain::organisations::Role;
use domain::progress::{ProgressReport, Stoplight};
use sea_orm::{DatabaseConnection, EntityTrait};
use uuid::Uuid;

use crate::Result;

pub const COMMITMENTS: usize = 1000;

const REGION: &str = include_str!("../../regions/twente.toml");

/// Most people who log in work for a gemeente. They see the concepts of their own gemeente only, which takes the
/// database more work than seeing all.
const ROLE: Role = Role::Staff;

/// Who logs in, and what they look at.
pub struct Example {
    pub email: String,
    pub password: String,
    commitment: Uuid,
}

impl Example {
    /// Names and addresses of the pages to measure.
    pub fn pages(&self) -> [(&'static str, String); 3] {
        [
            ("dashboard", "/".to_owned()),
            ("list", "/afspraken".to_owned()),
            ("commitment", format!("/afspraken/{}", self.commitment)),
        ]
    }
}

/// Makes the database.
pub async fn fill(url: &str) -> Result<Example> {
    let database = connect(url).await?;
    migrate(&database).await?;
    let at = Clock::System.now();
    let file = parse(REGION)?;
    load(&database, &file, at).await?;
    let account = NewUser {
        mandated: false,
        email: "meting@example.org".to_owned(),
        name: "Meting".to_owned(),
        function: None,
        role: ROLE,
        organisation: file.municipalities.first().ok_or("the region has no gemeenten")?.organisation(),
        password: "hoe snel is dit nu".to_owned(),
    };
    let user = create_user(&database, &account, at).await?;
    let commitment = add_commitments(&database, user, at).await?;
    database.close().await?;
    Ok(Example { email: account.email, password: account.password, commitment })
}

/// Adds the commitments in one transaction, and returns one that everybody sees and that has the most to show.
async fn add_commitments(database: &DatabaseConnection, user: Uuid, at: DateTime<Utc>) -> Result<Uuid> {
    #[expect(clippy::disallowed_methods, reason = "there is one region")]
    let region = region::Entity::find().one(database).await?.ok_or("there is no region")?.id;
    let transaction = begin_write(database).await?;
    let names = Names::of_region(&transaction, region).await?;
    let author = Author { region: Some(region), user: Some(user), organisation: None, at };
    let today = Clock::System.today();
    let mut fullest = None;
    for index in 0..COMMITMENTS {
        let content = content(index, &names, today);
        let complete = content.missing_for_proposal().is_empty();
        let reports = if complete { index % 4 } else { 0 };
        let new = NewCommitment {
            region_id: region,
            municipality_id: Some(pick(names.municipalities.keys(), index)),
            number: format!("M-{index:04}"),
            content,
            life_cycle: if complete { LifeCycle::Proposed } else { LifeCycle::Draft },
            quotation: None,
            example: false,
        };
        let id = insert_commitment(&transaction, new, &names, &author, Event::Created).await?;
        let mut before = Vec::new();
        for number in 0..reports {
            let report = report(index + number);
            let after = describe_progress(&report);
            let reported = Reported { report, at: author.at, on: day_of(author.at), unchanged: false };
            insert_progress(&transaction, id, &reported, &author).await?;
            let changes = differences(&before, &after);
            audit::record(&transaction, &author, Event::ProgressReported, Subject::Commitment(id), &changes).await?;
            before = after;
        }
        if reports == 3 {
            fullest = Some(id);
        }
    }
    transaction.commit().await?;
    fullest.ok_or_else(|| "no commitment is complete".into())
}

fn content(index: usize, names: &Names, today: NaiveDate) -> Content {
    let mut parties: Vec<Party> = Vec::new();
    for step in 0..4 {
        let who = PartyRef::Organisation(pick(names.organisations.keys(), index + step * 5).into());
        let role = match step {
            0 => PartyRole::Lead,
            3 => PartyRole::Consulted,
            _ => PartyRole::Partner,
        };
        let contribution = (step < 2).then(|| "Brengt menskracht en kennis van de wijk in".to_owned());
        if parties.iter().all(|party| party.who != who) {
            parties.push(Party { who, role, contribution });
        }
    }
    // What a real agenda has too.
    if index % 10 == 9 {
        parties.retain(|party| party.role != PartyRole::Lead);
    }
    Content {
        title: format!("{} zorggeschikte woningen met een ontmoetingsplek, deel {index}", 8 + index % 40),
        description: Some(
            "De partijen bouwen in fasen. De gemeente wijst de locatie aan, de corporatie bouwt en de zorgaanbieder \
             levert zorg op afroep. Elk halfjaar bespreken de partijen de voortgang en de ontmoetingsplek."
                .to_owned(),
        ),
        kind: Kind::ALL.get(index % Kind::ALL.len()).copied(),
        parties,
        start: None,
        due: due(index, today),
        place: Some(format!("Wijk {}", index % 9 + 1)),
        challenges: BTreeSet::from([0, 5].map(|step| pick(names.challenges.keys(), index + step).into())),
        target_groups: BTreeSet::from([pick(names.target_groups.keys(), index).into()]),
        dwellings: names.measures.iter().take(index % 3).map(|(id, _)| ((*id).into(), 8)).collect(),
        success_factors: BTreeSet::from([pick(names.success_factors.keys(), index).into()]),
        documents: BTreeSet::new(),
    }
}

/// Some are over, some recur, some are not known yet.
fn due(index: usize, today: NaiveDate) -> Option<Period> {
    let year = 2025 + i32::try_from(index % 6).unwrap_or_default();
    match index % 7 {
        0 => Some(Period::Quarter { year, quarter: 3 }),
        1 => Some(Period::HalfYear { year, half: 1 }),
        2 => Some(Period::Year(year)),
        3 => Some(Period::EveryYear),
        4 => today.checked_add_days(Days::new(30)).map(Period::Day),
        5 => Some(Period::Month { year, month: 5 }),
        _ => None,
    }
}

fn report(index: usize) -> ProgressReport {
    let status = [Stoplight::Green, Stoplight::Amber, Stoplight::Green, Stoplight::Red][index % 4];
    let reason = |text: &str| status.needs_reasons().then(|| text.to_owned());
    ProgressReport {
        content: Stoplight::Green,
        planning: status,
        money: Stoplight::Green,
        expected: None,
        note: Some("Besproken in het overleg met alle partijen.".to_owned()),
        cause: reason("Het elektriciteitsnet in deze wijk is vol."),
        effect: reason("De eerste paal gaat een halfjaar later de grond in."),
        correction: reason("De gemeente overlegt met de netbeheerder over een tijdelijke oplossing."),
    }
}

fn pick<'a>(all: impl ExactSizeIterator<Item = &'a Uuid>, index: usize) -> Uuid {
    let count = all.len().max(1);
    all.copied().nth(index % count).unwrap_or_default()
}
