//! What stands beside each commitment: a milestone, an occurrence, a wait, a file and a comment.

use app::comments::entity::{comment, mention};
use app::commitments::occurrences::entity::occurrence;
use app::commitments::steps::entity::milestone;
use app::commitments::waiting::entity::wait;
use app::files::entity::file;
use app::files::records::sha256;
use app::files::store::Store;
use app::regions::entity::organisation;
use domain::policy::{CommentRights, FileRights};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::people::Person;
use crate::things::Thing;
use crate::world::now;

/// Of each commitment the only occurrence of which something was told.
pub const OCCURRENCE: &str = "2026";

/// Of each commitment a file and a comment, which are called as it is: of the same writer, and the comment asks one party.
pub async fn beside(
    database: &DatabaseConnection,
    store: &dyn Store,
    things: &[Thing],
    people: &[Person],
) -> (Vec<Thing>, Vec<Thing>) {
    let writer = people.iter().find(|person| person.name == "medewerker of Stichting Plaswonen").unwrap();
    let writer = writer.visitor.unwrap().actor;
    let (user, organisation) = (writer.user, writer.organisation);
    let asked = organisation::Entity::find().filter(organisation::Column::Name.eq("Zorggroep De Kade"));
    let asked = asked.one(database).await.unwrap().unwrap().id;
    let (mut files, mut comments) = (Vec::new(), Vec::new());
    for thing in things {
        let Thing::Commitment(rights, id) = thing else { continue };
        store.put(*id, b"x".to_vec()).await.unwrap();
        let row = file::ActiveModel {
            id: Set(*id),
            commitment_id: Set(Some(*id)),
            user_id: Set(user.into()),
            organisation_id: Set(organisation.into()),
            at: Set(now()),
            name: Set("plan.pdf".to_owned()),
            kind: Set("pdf".to_owned()),
            size: Set(1),
            sha256: Set(sha256(b"x")),
            ..Default::default()
        };
        row.insert(database).await.unwrap();
        let row = occurrence::ActiveModel {
            commitment_id: Set(*id),
            period: Set(OCCURRENCE.to_owned()),
            outcome: Set("gedaan".to_owned()),
            done_on: Set(Some(now().date_naive())),
            note: Set(None),
            version: Set(1),
        };
        row.insert(database).await.unwrap();
        files.push(Thing::File(FileRights { commitment: rights.clone(), organisation }, *id));
        let row = comment::ActiveModel {
            id: Set(*id),
            commitment_id: Set(*id),
            user_id: Set(user.into()),
            organisation_id: Set(organisation.into()),
            at: Set(now()),
            text: Set(Some("Wanneer?".to_owned())),
            ..Default::default()
        };
        row.insert(database).await.unwrap();
        let row = mention::ActiveModel {
            comment_id: Set(*id),
            position: Set(0),
            organisation_id: Set(asked),
            ..Default::default()
        };
        row.insert(database).await.unwrap();
        let addressed = vec![asked.into()];
        comments.push(Thing::Comment(CommentRights { commitment: rights.clone(), writer: user, addressed }, *id));
    }
    (files, comments)
}

/// The organisation that every commitment waits for.
pub async fn waited_for(database: &DatabaseConnection) -> Uuid {
    let named = organisation::Entity::find().filter(organisation::Column::Name.eq("Zorggroep De Kade"));
    named.one(database).await.unwrap().unwrap().id
}

/// A milestone and a wait, which are called as their commitment is.
pub async fn add_steps(database: &DatabaseConnection, commitment: Uuid) {
    let milestone = milestone::ActiveModel {
        id: Set(commitment),
        commitment_id: Set(commitment),
        title: Set("Stap".to_owned()),
        due: Set("2026-11".to_owned()),
        due_last_day: Set(now().date_naive()),
        done_on: Set(None),
        note: Set(None),
        version: Set(1),
        updated_at: Set(now()),
    };
    milestone.insert(database).await.unwrap();
    let organisation = waited_for(database).await;
    let wait = wait::ActiveModel {
        id: Set(commitment),
        commitment_id: Set(commitment),
        other_id: Set(None),
        organisation_id: Set(Some(organisation)),
        reason: Set("Eerst de grond".to_owned()),
        since: Set(now().date_naive()),
        resolved_on: Set(None),
    };
    wait.insert(database).await.unwrap();
}
