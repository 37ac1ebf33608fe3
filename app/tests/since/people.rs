//! Who is about a commitment, a project and what belongs to them, and what they do with it: as they do it on screen.

use std::sync::Arc;

use crate::common::asking::request_at;
use app::commitments::agreement::commands::{answer, lift};
use app::commitments::agreement::form::{AnswerForm, LiftForm, StepForm};
use app::commitments::agreement::steps::take;
use app::commitments::commands::{change, create, propose};
use app::commitments::form::{CommitmentForm, PartyRow, ProposeForm};
use app::commitments::queries::{edit_page, show};
use app::files::store::Folder;
use app::regions::entity::municipality;
use app::regions::vision::challenge;
use app::request::{Clock, Request};
use app::ui::form::FormReply;
use domain::agreement::Reply;
use domain::organisations::Role;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use tempfile::TempDir;
use uuid::Uuid;

use super::cast::{BUILDER, Cast, SECRETARY, at, cast, id_in, organisation_id, went_on};

const CARE: &str = "Zorggroep De Kade";

pub struct People {
    pub cast: Cast,
    /// Of the gemeente, where commitments are written and deliveries looked at.
    pub official: Request,
    /// Who answer for the two parties of its commitments.
    pub lead: Request,
    pub partner: Request,
    _files: TempDir,
}

pub async fn people(database: &DatabaseConnection) -> People {
    let cast = cast(database).await;
    let files = tempfile::tempdir().unwrap();
    let mut official = request_at(database, SECRETARY, Role::Staff, at(0)).await;
    official.state.files = Arc::new(Folder::new(files.path()));
    let lead = request_at(database, BUILDER, Role::Executive, at(0)).await;
    let partner = request_at(database, CARE, Role::Executive, at(0)).await;
    People { cast, official, lead, partner, _files: files }
}

/// How far a commitment is between its parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Draft,
    Proposed,
    Ratified,
}

impl People {
    /// The same people, so many days later.
    pub fn later(&mut self, days: i64) {
        self.cast.later(days);
        for request in [&mut self.official, &mut self.lead, &mut self.partner] {
            request.state.clock = Clock::Fixed(at(days));
        }
    }

    /// A commitment of the gemeente with a corporatie and a care provider.
    pub async fn commitment(&self, title: &str, due: &str, stage: Stage) -> Uuid {
        let database = self.official.database();
        let place = municipality::Entity::find().filter(municipality::Column::Slug.eq("oosterzijl"));
        let form = CommitmentForm {
            agenda: place.one(database).await.unwrap().unwrap().id.to_string(),
            title: title.to_owned(),
            kind: "resultaat".to_owned(),
            lead: organisation_id(database, BUILDER).await.to_string(),
            parties: vec![PartyRow {
                organisation: organisation_id(database, CARE).await.to_string(),
                role: "partner".to_owned(),
                ..PartyRow::default()
            }],
            due: due.to_owned(),
            challenges: vec![challenge::Entity::find().one(database).await.unwrap().unwrap().id.to_string()],
            ..CommitmentForm::default()
        };
        let id = id_in(create(&self.official, &form).await.unwrap());
        if stage != Stage::Draft {
            self.propose(id).await;
        }
        if stage == Stage::Ratified {
            self.agree(id, 1).await;
        }
        id
    }

    pub async fn propose(&self, id: Uuid) {
        let form = ProposeForm { id: id.to_string(), version: self.version(id).await };
        went_on(propose(&self.official, &form).await.unwrap());
    }

    /// Both parties say yes.
    pub async fn agree(&self, id: Uuid, version: i32) {
        for party in [&self.lead, &self.partner] {
            says(party, id, version, Reply::Confirmed, "").await;
        }
    }

    pub async fn move_due(&self, id: Uuid, due: &str) {
        let form = edit_page(&self.official, id, None).await.unwrap().form;
        went_on(change(&self.official, &CommitmentForm { due: due.to_owned(), ..form }).await.unwrap());
    }

    /// Another start as well. Of what is closed nothing changes.
    pub async fn try_dates(&self, id: Uuid, start: &str, due: &str) -> FormReply {
        let form = edit_page(&self.official, id, None).await.unwrap().form;
        let form = CommitmentForm { start: start.to_owned(), due: due.to_owned(), ..form };
        change(&self.official, &form).await.unwrap()
    }

    pub async fn step(&self, id: Uuid, step: &str, reason: &str) {
        went_on(self.try_step(id, step, reason).await);
    }

    /// Not every step can be taken from where it is.
    pub async fn try_step(&self, id: Uuid, step: &str, reason: &str) -> FormReply {
        let (step, reason) = (step.to_owned(), reason.to_owned());
        let form = StepForm { id: id.to_string(), version: self.version(id).await, step, reason };
        take(&self.official, &form).await.unwrap()
    }

    async fn version(&self, id: Uuid) -> String {
        show(&self.official, id).await.unwrap().version.to_string()
    }
}

pub async fn says(party: &Request, id: Uuid, version: i32, reply: Reply, text: &str) {
    went_on(try_saying(party, id, version, reply, text).await);
}

/// Nobody says the same twice.
pub async fn try_saying(party: &Request, id: Uuid, version: i32, reply: Reply, text: &str) -> FormReply {
    let (reply, text) = (reply.code().to_owned(), text.to_owned());
    answer(party, &AnswerForm { id: id.to_string(), version: version.to_string(), reply, text }).await.unwrap()
}

/// Its reservation does not hold any more.
pub async fn lifts(party: &Request, id: Uuid, version: i32) {
    went_on(try_lifting(party, id, version).await);
}

pub async fn try_lifting(party: &Request, id: Uuid, version: i32) -> FormReply {
    lift(party, &LiftForm { id: id.to_string(), version: version.to_string() }).await.unwrap()
}
