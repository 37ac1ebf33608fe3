//! Parties agree: who is asked, who may answer, and what holds meanwhile.

use app::commitments::agreement::commands::{answer, lift};
use app::commitments::agreement::form::{AnswerForm, LiftForm, StepForm};
use app::commitments::agreement::queries::{answer_page, step_page};
use app::commitments::agreement::steps::take;
use app::commitments::commands::{change, create, propose};
use app::commitments::data::Detail;
use app::commitments::entity::commitment;
use app::commitments::form::{CommitmentForm, ProposeForm};
use app::commitments::queries::show;
use app::commitments::steps::commands::add;
use app::error::AppError;
use app::request::Request;
use app::ui::form::FormReply;
use domain::agreement::Reply;
use domain::audit::Event;
use domain::commitments::LifeCycle;
use domain::differences::{Field, FieldChange};
use domain::organisations::Role;
use sea_orm::{DatabaseConnection, EntityTrait};
use uuid::Uuid;

use super::common::on_both_databases;
use super::milestones::form as milestone_form;
use super::saving::{filled, form_to_change, rejected, saved};
use super::waiting::went_on;
use super::{load_region, request_of};

/// Those who play a part: who writes, and the bestuurders of lead and partner.
pub struct Cast {
    pub official: Request,
    pub corporatie: Request,
    pub care: Request,
}

pub async fn cast(database: &DatabaseConnection) -> Cast {
    load_region(database).await;
    Cast {
        official: request_of(database, "Gemeente Oosterzijl", Role::Staff).await,
        corporatie: request_of(database, "Stichting Plaswonen", Role::Executive).await,
        care: request_of(database, "Zorggroep De Kade", Role::Executive).await,
    }
}

impl Cast {
    pub async fn drafted(&self, database: &DatabaseConnection) -> Uuid {
        saved(create(&self.official, &filled(database).await).await.unwrap())
    }

    pub async fn proposed(&self, database: &DatabaseConnection) -> Uuid {
        let id = self.drafted(database).await;
        let seen = ProposeForm { id: id.to_string(), version: "1".to_owned() };
        saved(propose(&self.official, &seen).await.unwrap());
        id
    }

    pub async fn ratified(&self, database: &DatabaseConnection) -> Uuid {
        let id = self.proposed(database).await;
        for party in [&self.corporatie, &self.care] {
            saved(say(party, id, 1, Reply::Confirmed, "").await.unwrap());
        }
        id
    }

    async fn page(&self, id: Uuid) -> Detail {
        show(&self.official, id).await.unwrap()
    }

    pub async fn step(&self, id: Uuid, step: &str, reason: &str) -> FormReply {
        let version = self.page(id).await.version.to_string();
        let (step, reason) = (step.to_owned(), reason.to_owned());
        take(&self.official, &StepForm { id: id.to_string(), version, step, reason }).await.unwrap()
    }

    async fn move_due(&self, id: Uuid, due: &str) {
        let form = CommitmentForm { due: due.to_owned(), ..form_to_change(&self.official, id).await };
        saved(change(&self.official, &form).await.unwrap());
    }
}

pub async fn say(who: &Request, id: Uuid, version: i32, reply: Reply, text: &str) -> Result<FormReply, AppError> {
    let (reply, text) = (reply.code().to_owned(), text.to_owned());
    answer(who, &AnswerForm { id: id.to_string(), version: version.to_string(), reply, text }).await
}

fn events(page: &Detail) -> Vec<Event> {
    page.timeline.iter().map(|entry| entry.event).collect()
}

on_both_databases!(it_is_ratified_when_the_last_reservation_is_lifted, async |database| {
    let cast = cast(database).await;
    let id = cast.proposed(database).await;
    saved(say(&cast.corporatie, id, 1, Reply::Confirmed, "").await.unwrap());
    saved(say(&cast.care, id, 1, Reply::Reserved, "goedkeuring RvC").await.unwrap());
    assert_eq!(cast.page(id).await.row.life_cycle, LifeCycle::Proposed);

    let form = LiftForm { id: id.to_string(), version: "1".to_owned() };
    assert_eq!(rejected(lift(&cast.corporatie, &form).await.unwrap()).status, 409);
    saved(lift(&cast.care, &form).await.unwrap());
    let page = cast.page(id).await;
    assert_eq!((page.row.life_cycle, page.agreement.in_force), (LifeCycle::Ratified, Some(1)));
    assert_eq!(page.agreement.asking, None);
    assert_eq!(
        events(&page)[..5],
        [Event::Ratified, Event::ReservationLifted, Event::Answered, Event::Answered, Event::Proposed]
    );
    let kade = page.agreement.answers.iter().find(|answer| answer.organisation == "Zorggroep De Kade").unwrap();
    let given = kade.given.as_ref().unwrap();
    assert!(given.lifted && given.by == cast.care.user.name && given.text.as_deref() == Some("goedkeuring RvC"));
});

on_both_databases!(a_moved_date_asks_again_and_the_old_one_holds_meanwhile, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    cast.move_due(id, "Q1 2028").await;
    let page = cast.page(id).await;
    assert_eq!((page.row.due.as_str(), page.row.life_cycle), ("3e kwartaal 2027", LifeCycle::Ratified));
    assert!(page.row.change_asked);
    let asked = page.agreement.asking.clone().unwrap();
    let moved =
        FieldChange { field: Field::Due, before: "3e kwartaal 2027".to_owned(), after: "1e kwartaal 2028".to_owned() };
    assert_eq!((asked.version, asked.changes), (2, vec![moved]));
    assert!(page.agreement.answers.iter().all(|answer| answer.given.is_none()), "both are asked again");
    let said = page.agreement.answers_in_force.iter().filter(|answer| answer.given.is_some());
    assert_eq!((said.count(), asked.against), (2, Some(1)), "who said yes to what holds stays visible");

    // The form goes on from what is asked.
    assert_eq!(form_to_change(&cast.official, id).await.due, "1e kwartaal 2028");
    assert_eq!(rejected(say(&cast.care, id, 1, Reply::Confirmed, "").await.unwrap()).status, 409);
    for party in [&cast.corporatie, &cast.care] {
        saved(say(party, id, 2, Reply::Confirmed, "").await.unwrap());
    }
    let page = cast.page(id).await;
    assert_eq!((page.row.due.as_str(), page.agreement.in_force), ("1e kwartaal 2028", Some(2)));
});

on_both_databases!(what_changed_is_told_too_while_nothing_holds_yet, async |database| {
    let cast = cast(database).await;
    let id = cast.proposed(database).await;
    assert_eq!(answer_page(&cast.care, id).await.unwrap().since, None);
    saved(say(&cast.care, id, 1, Reply::Confirmed, "").await.unwrap());
    cast.move_due(id, "Q1 2028").await;
    let moved =
        FieldChange { field: Field::Due, before: "3e kwartaal 2027".to_owned(), after: "1e kwartaal 2028".to_owned() };
    let asked = cast.page(id).await.agreement.asking.unwrap();
    assert_eq!((asked.version, asked.against, &asked.changes), (2, Some(1), &vec![moved.clone()]));
    let page = answer_page(&cast.care, id).await.unwrap();
    assert_eq!(page.since, Some((1, vec![moved])));
    assert!(page.changes.len() > 3, "and all of it is there to read");
});

on_both_databases!(a_change_is_taken_back_by_a_step_or_by_writing_it_back, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    cast.move_due(id, "Q1 2028").await;
    saved(cast.step(id, "intrekken", "").await);
    assert_eq!(cast.page(id).await.agreement.asking, None);
    cast.move_due(id, "Q1 2029").await;
    cast.move_due(id, "Q3 2027").await;
    let page = cast.page(id).await;
    assert_eq!((page.agreement.asking, page.agreement.in_force), (None, Some(1)));
    assert_eq!(page.timeline[0].event, Event::Withdrawn);
});

on_both_databases!(words_put_right_ask_nobody_and_links_neither, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    let form = form_to_change(&cast.official, id).await;
    let worded =
        CommitmentForm { title: "Vierentwintig hofwoningen".to_owned(), correction: vec!["ja".to_owned()], ..form };
    saved(change(&cast.official, &worded).await.unwrap());
    let page = cast.page(id).await;
    assert_eq!((page.row.title.as_str(), page.agreement.asking), ("Vierentwintig hofwoningen", None));
    assert_eq!(page.timeline[0].event, Event::Corrected);
    // Said of another date it is no correction.
    let form = CommitmentForm {
        due: "2029".to_owned(),
        correction: vec!["ja".to_owned()],
        ..form_to_change(&cast.official, id).await
    };
    saved(change(&cast.official, &form).await.unwrap());
    assert!(cast.page(id).await.agreement.asking.is_some());
});

on_both_databases!(nobody_answers_for_another_organisation, async |database| {
    let cast = cast(database).await;
    let id = cast.proposed(database).await;
    let mut strangers = vec![request_of(database, "Gemeente Oosterzijl", Role::Executive).await];
    for role in Role::ALL.iter().filter(|role| **role != Role::Executive) {
        strangers.push(request_of(database, "Stichting Plaswonen", *role).await);
    }
    for stranger in strangers {
        assert_eq!(say(&stranger, id, 1, Reply::Confirmed, "").await.unwrap_err(), AppError::Forbidden);
        assert_eq!(answer_page(&stranger, id).await.unwrap_err(), AppError::Forbidden);
    }
    assert!(cast.page(id).await.agreement.answers.iter().all(|answer| answer.given.is_none()));
});

on_both_databases!(twice_too_late_and_without_a_reason_is_told, async |database| {
    let cast = cast(database).await;
    let id = cast.proposed(database).await;
    let silent = rejected(say(&cast.care, id, 1, Reply::Declined, " ").await.unwrap());
    assert_eq!((silent.status, silent.problems[0].field.as_str()), (422, "text"));
    saved(say(&cast.care, id, 1, Reply::Confirmed, "").await.unwrap());
    assert_eq!(rejected(say(&cast.care, id, 1, Reply::Confirmed, "").await.unwrap()).status, 409);

    // Taken out of it while they had the page open, they hear why, and not that they may do nothing.
    let alone = CommitmentForm { parties: vec![], ..form_to_change(&cast.official, id).await };
    saved(change(&cast.official, &alone).await.unwrap());
    let late = rejected(say(&cast.care, id, 1, Reply::Declined, "te druk").await.unwrap());
    assert_eq!(late.status, 409);
    assert!(late.problems[0].message.contains("nieuwe versie"), "{late:?}");
    let left_out = rejected(say(&cast.care, id, 2, Reply::Confirmed, "").await.unwrap());
    assert!(left_out.problems[0].message.contains("geen trekker of partner"), "{left_out:?}");
});

on_both_databases!(what_was_asked_once_lapses_and_a_concept_goes, async |database| {
    let cast = cast(database).await;
    let concept = saved(create(&cast.official, &filled(database).await).await.unwrap());
    assert!(matches!(cast.step(concept, "verwijderen", "").await, FormReply::Done { .. }));
    assert_eq!(show(&cast.official, concept).await.unwrap_err(), AppError::NotFound);
    let form = StepForm {
        id: concept.to_string(),
        version: "1".to_owned(),
        step: "verwijderen".to_owned(),
        reason: String::new(),
    };
    assert_eq!(take(&cast.official, &form).await.unwrap_err(), AppError::NotFound);

    let id = cast.ratified(database).await;
    assert_eq!(rejected(cast.step(id, "verwijderen", "").await).status, 409);
    assert_eq!(rejected(cast.step(id, "vervallen", "").await).problems[0].field, "reason");
    went_on(add(&cast.official, &milestone_form(id, "Vergunning", "Q1 2027")).await.unwrap());
    let unfinished = step_page(&cast.official, id).await.unwrap().unfinished;
    assert_eq!(unfinished, ["De mijlpaal ‘Vergunning’ staat nog open."]);
    let refused = rejected(cast.step(id, "afronden", "").await);
    assert!(refused.problems[0].message.contains("Vergunning"), "{refused:?}");
    saved(cast.step(id, "afronden", "De vergunning was toch niet nodig").await);
    saved(cast.step(id, "heropenen", "Er ontbreekt nog een woning").await);
    saved(cast.step(id, "vervallen", "De subsidie ging niet door").await);
    let page = cast.page(id).await;
    assert_eq!(page.row.life_cycle, LifeCycle::Lapsed);
    assert_eq!(page.agreement.closing_reason.as_deref(), Some("De subsidie ging niet door"));
    assert_eq!(step_page(&cast.official, id).await.unwrap().steps, vec![]);
    // Nothing of it changes any more, not even its words.
    let form = CommitmentForm { title: "24 hofjes".to_owned(), ..form_to_change(&cast.official, id).await };
    for correction in [vec![], vec!["ja".to_owned()]] {
        let refused = rejected(change(&cast.official, &CommitmentForm { correction, ..form.clone() }).await.unwrap());
        assert!(refused.status == 409 && refused.problems[0].message.contains("afgesloten"), "{refused:?}");
    }
    let late = rejected(say(&cast.care, id, 1, Reply::Declined, "spijt").await.unwrap());
    assert!(late.problems[0].message.contains("afgesloten"), "{late:?}");
});

on_both_databases!(concepts_leave_no_gaps_in_the_numbers_that_others_see, async |database| {
    let cast = cast(database).await;
    let form = filled(database).await;
    let mut numbers = Vec::new();
    for _ in 0..2 {
        saved(create(&cast.official, &form).await.unwrap());
        let id = cast.proposed(database).await;
        numbers.push(cast.page(id).await.row.number);
    }
    assert_eq!(numbers, ["L-01", "L-02"]);
    let all = commitment::Entity::find().all(&database.connection).await.unwrap();
    assert_eq!(all.iter().filter(|row| row.number.starts_with("C-")).count(), 2);
});

on_both_databases!(of_two_parties_who_answer_at_once_the_last_one_ratifies, async |database| {
    let cast = cast(database).await;
    let id = cast.proposed(database).await;
    let (first, second) =
        tokio::join!(say(&cast.corporatie, id, 1, Reply::Confirmed, ""), say(&cast.care, id, 1, Reply::Confirmed, ""));
    saved(first.unwrap());
    saved(second.unwrap());
    let page = cast.page(id).await;
    assert_eq!(page.row.life_cycle, LifeCycle::Ratified);
    assert_eq!(events(&page).iter().filter(|event| **event == Event::Ratified).count(), 1);
});
