//! What happened, narrowed to a topic, and how it stood on a day.

use app::commitments::commands::{change, propose};
use app::commitments::form::{CommitmentForm, ProposeForm};
use app::commitments::queries::{HistoryPage, history};
use app::error::AppError;
use app::request::{Clock, Request};
use chrono::TimeDelta;
use domain::agreement::Reply;
use domain::audit::Event;
use domain::organisations::Role;
use uuid::Uuid;

use super::agreeing::{cast, say};
use super::common::on_both_databases;
use super::saving::{form_to_change, saved};
use super::{now, request_of};

fn days_later(request: &Request, days: i64) -> Request {
    let mut later = request.clone();
    later.state.clock = Clock::Fixed(now() + TimeDelta::days(days));
    later
}

async fn on(request: &Request, id: Uuid, day: &str) -> HistoryPage {
    // Long after: no day that is asked for is still to come.
    history(&days_later(request, 100), id, "", day).await.unwrap()
}

fn said(page: &HistoryPage, label: &str) -> Option<String> {
    let fields = &page.stood.as_ref().unwrap().fields;
    fields.iter().find(|(name, _)| *name == label).map(|(_, text)| text.clone())
}

on_both_databases!(a_commitment_is_shown_as_it_stood_on_a_day, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    let later = days_later(&cast.official, 10);
    let form = CommitmentForm { due: "Q1 2028".to_owned(), ..form_to_change(&cast.official, id).await };
    saved(change(&later, &form).await.unwrap());
    for party in [&cast.corporatie, &cast.care] {
        saved(say(&days_later(party, 20), id, 2, Reply::Confirmed, "").await.unwrap());
    }
    let day_before = on(&cast.official, id, "2026-11-20").await;
    assert_eq!(day_before.stood.unwrap().fields, vec![]);
    for (day, due) in
        [("2026-11-21", "3e kwartaal 2027"), ("1-12-2026", "3e kwartaal 2027"), ("2026-12-11", "1e kwartaal 2028")]
    {
        let page = on(&cast.official, id, day).await;
        assert_eq!(said(&page, "Gereed").as_deref(), Some(due), "{day}");
        assert_eq!(said(&page, "Status").as_deref(), Some("Bekrachtigd"));
    }
    // Beside it: who had answered what by then.
    let answers = async |day: &str| on(&cast.official, id, day).await.stood.unwrap().beside;
    let meanwhile = answers("1-12-2026").await;
    assert_eq!((meanwhile.answers, meanwhile.answers_in_force.len()), (vec![], 2));
    let pair = |organisation: &str| (organisation.to_owned(), "Bevestigd".to_owned());
    let agreed = [pair("Stichting Plaswonen"), pair("Zorggroep De Kade")];
    assert_eq!(
        (answers("2026-12-11").await.answers, answers("2026-11-21").await.answers),
        (agreed.to_vec(), agreed.to_vec())
    );
});

on_both_databases!(a_timeline_is_narrowed_to_a_topic_and_is_for_who_sees_the_commitment, async |database| {
    let cast = cast(database).await;
    let id = cast.proposed(database).await;
    let page = history(&cast.official, id, "bevestiging", "").await.unwrap();
    assert_eq!(page.entries.iter().map(|entry| entry.event).collect::<Vec<_>>(), [Event::Proposed]);
    assert_eq!(history(&cast.official, id, "voortgang", "").await.unwrap().entries, vec![]);
    let page = history(&cast.official, id, "alles", "gisteren").await.unwrap();
    assert!(page.stood.is_none() && page.entries.len() == 2);
    assert!(page.problems[0].contains("soort ‘alles’") && page.problems[1].contains("‘gisteren’ is geen dag"));
    let page = history(&cast.official, id, "", "31-12-2099").await.unwrap();
    assert!(page.stood.is_none() && page.problems[0].contains("moet nog komen"), "{:?}", page.problems);
    let seen = ProposeForm { id: id.to_string(), version: "2".to_owned() };
    assert!(propose(&cast.official, &seen).await.is_ok());
    let stranger = request_of(database, "Huurdersraad Brinkerdam", Role::Reader).await;
    assert!(history(&stranger, id, "", "").await.is_ok(), "what is proposed is everybody's");
    assert_eq!(history(&stranger, Uuid::now_v7(), "", "").await.unwrap_err(), AppError::NotFound);
});
