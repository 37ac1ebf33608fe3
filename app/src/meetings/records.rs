//! Between the tables and the domain: reading and writing what a meeting consists of.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a meeting is read by its id, which was found through `seen`; names are those of its region"
)]

use std::collections::BTreeMap;

use domain::audit::Event;
use domain::bottlenecks::Holder;
use domain::differences::{Described, Field, FieldChange, differences};
use domain::dutch;
use domain::meetings::items::Item;
use domain::meetings::{Attendant, Content, State};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::entity::{agenda_item, attendant, meeting};
use crate::audit::{self, Author, Subject};
use crate::proposals::agenda;
use crate::regions::entity::organisation;
use crate::regions::vision::body;
use crate::storage::new_id;

/// What the organisations of a region are called.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<Uuid, String>);

impl Names {
    pub async fn of_region(connection: &impl ConnectionTrait, region: Uuid) -> Result<Self, DbErr> {
        let rows: Vec<(Uuid, String)> = organisation::Entity::find()
            .select_only()
            .columns([organisation::Column::Id, organisation::Column::Name])
            .filter(organisation::Column::RegionId.eq(region))
            .into_tuple()
            .all(connection)
            .await?;
        Ok(Self(rows.into_iter().collect()))
    }

    pub fn knows(&self, organisation: Uuid) -> bool {
        self.0.contains_key(&organisation)
    }

    pub fn organisation(&self, id: Uuid) -> String {
        self.0.get(&id).cloned().unwrap_or_default()
    }

    /// The organisation, and in it the function.
    pub fn seat(&self, organisation: Uuid, function: Option<&str>) -> String {
        let organisation = self.organisation(organisation);
        match function {
            Some(function) => format!("{organisation}, {function}"),
            None => organisation,
        }
    }

    pub fn holder(&self, holder: &Holder) -> String {
        self.seat(holder.organisation.0, holder.function.as_deref())
    }

    /// Who was there, a line for each.
    pub fn attendance(&self, attendance: &[Attendant]) -> String {
        let line = |one: &Attendant| {
            let seat = self.seat(one.organisation.0, one.function.as_deref());
            format!("{seat}: {}", one.presence.label().to_lowercase())
        };
        attendance.iter().map(line).collect::<Vec<_>>().join("; ")
    }
}

pub fn content_of(row: &meeting::Model) -> Content {
    Content { title: row.title.clone(), date: row.date, place: row.place.clone() }
}

pub fn state_of(row: &meeting::Model) -> Result<State, DbErr> {
    row.state.parse().map_err(|_| unreadable("state"))
}

/// That people have the papers of another day, and why; none: the day is the one that they know.
pub fn moved(row: &meeting::Model) -> Option<String> {
    let (from, reason) = (row.moved_from?, row.moved_reason.as_deref().unwrap_or_default());
    Some(format!("Verzet: dit overleg was op {}. Reden: {reason}", dutch::long_date(from)))
}

/// The content in the words of the screen, for the timeline and for comparing two versions.
pub fn describe(content: &Content) -> Vec<Described> {
    vec![
        (Field::Day, dutch::date(content.date)),
        (Field::Title, content.title.clone().unwrap_or_default()),
        (Field::Venue, content.place.clone().unwrap_or_default()),
    ]
}

#[derive(Clone, Debug)]
pub struct NewMeeting<'a> {
    pub body: &'a body::Model,
    pub content: Content,
    /// Invented, for the demo.
    pub example: bool,
}

/// Plans a meeting, with its audit entry.
pub async fn insert_meeting(
    transaction: &DatabaseTransaction,
    new: NewMeeting<'_>,
    author: &Author,
    event: Event,
) -> Result<meeting::Model, DbErr> {
    let NewMeeting { body, content, example } = new;
    let row = meeting::ActiveModel {
        id: Set(new_id()),
        region_id: Set(body.region_id),
        body_id: Set(body.id),
        state: Set(State::Preparing.code().to_owned()),
        minutes: Set(None),
        minutes_adopted_on: Set(None),
        cancelled_reason: Set(None),
        moved_from: Set(None),
        moved_reason: Set(None),
        example: Set(example),
        version: Set(1),
        created_at: Set(author.at),
        updated_at: Set(author.at),
        ..with_content(&content)
    };
    let row = row.insert(transaction).await?;
    agenda::adopt(transaction, (row.id, row.body_id), row.date).await?;
    let mut described = vec![(Field::Body, body.name.clone())];
    described.extend(describe(&content));
    described.push((Field::State, State::Preparing.label().to_owned()));
    audit::record(transaction, author, event, Subject::Meeting(row.id), &differences(&[], &described)).await?;
    Ok(row)
}

pub fn with_content(content: &Content) -> meeting::ActiveModel {
    meeting::ActiveModel {
        date: Set(content.date),
        title: Set(content.title.clone()),
        place: Set(content.place.clone()),
        ..Default::default()
    }
}

/// A new version of a meeting that the caller has locked.
pub async fn update(
    transaction: &DatabaseTransaction,
    row: &meeting::Model,
    changed: meeting::ActiveModel,
    author: &Author,
) -> Result<(), DbErr> {
    let changed =
        meeting::ActiveModel { id: Set(row.id), version: Set(row.version + 1), updated_at: Set(author.at), ..changed };
    changed.update(transaction).await?;
    Ok(())
}

pub async fn attendance_of(connection: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<Attendant>, DbErr> {
    let rows = attendant::Entity::find()
        .filter(attendant::Column::MeetingId.eq(meeting))
        .order_by_asc(attendant::Column::Position)
        .all(connection)
        .await?;
    let one = |row: attendant::Model| {
        Ok(Attendant {
            organisation: row.organisation_id.into(),
            function: row.function,
            presence: row.presence.parse().map_err(|_| unreadable("presence"))?,
        })
    };
    rows.into_iter().map(one).collect()
}

pub async fn replace_attendance(
    transaction: &DatabaseTransaction,
    meeting: Uuid,
    attendance: &[Attendant],
) -> Result<(), DbErr> {
    attendant::Entity::delete_many().filter(attendant::Column::MeetingId.eq(meeting)).exec(transaction).await?;
    let rows = attendance.iter().zip(0..).map(|(one, position)| attendant::ActiveModel {
        meeting_id: Set(meeting),
        position: Set(position),
        organisation_id: Set(one.organisation.0),
        function: Set(one.function.clone()),
        presence: Set(one.presence.code().to_owned()),
    });
    attendant::Entity::insert_many(rows).exec_without_returning(transaction).await?;
    Ok(())
}

/// The agenda, in its order.
pub async fn items_of(connection: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<agenda_item::Model>, DbErr> {
    agenda_item::Entity::find()
        .filter(agenda_item::Column::MeetingId.eq(meeting))
        .order_by_asc(agenda_item::Column::Position)
        .order_by_asc(agenda_item::Column::Id)
        .all(connection)
        .await
}

/// `papers`: how many of them count.
pub fn to_item(row: &agenda_item::Model, papers: usize) -> Result<Item, DbErr> {
    Ok(Item {
        title: row.title.clone(),
        purpose: row.purpose.parse().map_err(|_| unreadable("purpose"))?,
        note: row.note.clone(),
        papers,
        oral: row.oral,
    })
}

pub fn with_item(item: &Item) -> agenda_item::ActiveModel {
    agenda_item::ActiveModel {
        title: Set(item.title.clone()),
        purpose: Set(item.purpose.code().to_owned()),
        note: Set(item.note.clone()),
        oral: Set(item.oral),
        ..Default::default()
    }
}

/// Adds an item at the end, with its audit entry.
pub async fn insert_item(
    transaction: &DatabaseTransaction,
    meeting: Uuid,
    position: i32,
    item: &Item,
    author: &Author,
) -> Result<agenda_item::Model, DbErr> {
    let row = agenda_item::ActiveModel {
        id: Set(new_id()),
        meeting_id: Set(meeting),
        position: Set(position),
        version: Set(1),
        updated_at: Set(author.at),
        ..with_item(item)
    };
    let row = row.insert(transaction).await?;
    let changes = item_changes(None, Some(item));
    audit::record(transaction, author, Event::AgendaItemAdded, Subject::Meeting(meeting), &changes).await?;
    Ok(row)
}

/// What changes of an item; the first says which one it is.
pub fn item_changes(before: Option<&Item>, after: Option<&Item>) -> Vec<FieldChange> {
    let described = |item: Option<&Item>| item.map(describe_item).unwrap_or_default();
    let mut changes = differences(&described(before), &described(after));
    if let (Some(before), Some(after)) = (before, after)
        && before.title == after.title
        && !changes.is_empty()
    {
        changes.insert(0, which(&after.title));
    }
    changes
}

/// Says which item something happened to.
pub fn which(title: &str) -> FieldChange {
    FieldChange { field: Field::AgendaItem, before: String::new(), after: title.to_owned() }
}

fn describe_item(item: &Item) -> Vec<Described> {
    vec![
        (Field::AgendaItem, item.title.clone()),
        (Field::Purpose, item.purpose.label().to_owned()),
        (Field::Note, item.note.clone().unwrap_or_default()),
        (Field::Oral, if item.oral { "ja" } else { "" }.to_owned()),
    ]
}

/// The error of a query whose result is not what this program stores.
pub fn unreadable(what: &str) -> DbErr {
    DbErr::Custom(format!("unreadable {what}"))
}
