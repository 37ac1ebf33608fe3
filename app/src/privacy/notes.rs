//! What somebody wrote before meetings.

use domain::policy::Visibility;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::data::NoteData;
use crate::notes::entity::note;
use crate::scope::{Scoped, seen};

const ANSWER: &str = "antwoord";

/// Their notes and questions, and their answers to those of colleagues, as far as all of these views read them.
pub async fn notes(
    connection: &impl ConnectionTrait,
    user: Uuid,
    views: &[Visibility],
) -> Result<Vec<NoteData>, DbErr> {
    use note::Column as C;
    let Some((first, others)) = views.split_first() else { return Ok(vec![]) };
    let theirs = Condition::any().add(C::UserId.eq(user)).add(C::AnsweredBy.eq(user));
    let seen_by_all =
        others.iter().fold(theirs, |all, view| Condition::all().add(all).add(note::Entity::seen_by(view)));
    let rows = seen::<note::Entity>(first).filter(seen_by_all).order_by_asc(C::At).order_by_asc(C::Id);
    let data = |row: note::Model| {
        let (meeting, about) = (row.meeting_id, row.about_label);
        let own = (row.user_id == user).then(|| NoteData {
            meeting,
            about: about.clone(),
            kind: row.kind,
            at: row.at,
            text: row.text,
        });
        let answer = row.answer.zip(row.answered_at).filter(|_| row.answered_by == Some(user));
        let answer = answer.map(|(text, at)| NoteData { meeting, about, kind: ANSWER.to_owned(), at, text });
        own.into_iter().chain(answer)
    };
    Ok(rows.all(connection).await?.into_iter().flat_map(data).collect())
}
