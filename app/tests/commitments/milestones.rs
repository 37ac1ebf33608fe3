//! Milestones: who changes them, what is refused, what the timeline says, and which are late.

use app::audit::Author;
use app::commitments::commands::{change as change_commitment, create};
use app::commitments::entity::commitment;
use app::commitments::form::CommitmentForm;
use app::commitments::queries::conditions::led_ones;
use app::commitments::queries::{show, visible};
use app::commitments::steps::commands::{add, change, mark, remove};
use app::commitments::steps::entity::milestone;
use app::commitments::steps::form::{DoneForm, MilestoneForm, RemoveMilestoneForm};
use app::commitments::steps::queries::{one, overdue, page};
use app::commitments::steps::records::insert_milestone;
use app::error::AppError;
use app::request::Request;
use app::storage::begin_write;
use app::ui::form::{FormReply, Rejection};
use domain::Period;
use domain::audit::Event;
use domain::commitments::LifeCycle;
use domain::milestones::{MILESTONES_MAX, Milestone};
use domain::organisations::Role;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter, Select};
use uuid::Uuid;

use super::common::on_both_databases;
use super::saving::{filled, form_to_change, rejected, saved};
use super::seeing::{Sample, insert};
use super::{load_region, organisation_id, request_of};

pub fn form(commitment: Uuid, title: &str, due: &str) -> MilestoneForm {
    MilestoneForm {
        id: commitment.to_string(),
        title: title.to_owned(),
        due: due.to_owned(),
        ..MilestoneForm::default()
    }
}

fn went_on(reply: FormReply) {
    assert!(matches!(&reply, FormReply::Done { .. }), "{reply:?}");
}

fn fields(rejection: &Rejection) -> Vec<&str> {
    rejection.problems.iter().map(|problem| problem.field.as_str()).collect()
}

fn led_by(request: &Request, lead: Uuid) -> Select<commitment::Entity> {
    led_ones(visible(&request.visibility()), lead.into())
}

async fn only_one(database: &DatabaseConnection) -> milestone::Model {
    let all = milestone::Entity::find().all(database).await.unwrap();
    assert_eq!(all.len(), 1);
    all.into_iter().next().unwrap()
}

async fn edit_form(request: &Request, commitment: Uuid, milestone: Uuid) -> MilestoneForm {
    let page = one(request, commitment, milestone).await.unwrap();
    MilestoneForm {
        milestone: milestone.to_string(),
        version: page.version.to_string(),
        note: page.milestone.note.unwrap_or_default(),
        ..form(commitment, &page.milestone.title, &page.milestone.due)
    }
}

fn done(form: &MilestoneForm, version: i32, done_on: &str) -> DoneForm {
    DoneForm {
        id: form.id.clone(),
        milestone: form.milestone.clone(),
        version: version.to_string(),
        done_on: done_on.to_owned(),
    }
}

on_both_databases!(a_milestone_goes_its_way_and_the_timeline_tells, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    went_on(add(&official, &form(id, "Vergunning verleend", "Q1 2027")).await.unwrap());
    let row = only_one(database).await;

    let opened = edit_form(&official, id, row.id).await;
    went_on(change(&official, &MilestoneForm { due: "april 2027".to_owned(), ..opened.clone() }).await.unwrap());
    went_on(mark(&official, &done(&opened, 2, "20-11-2026")).await.unwrap());
    let shown = page(&official, id).await.unwrap();
    assert_eq!((shown.milestones[0].due.as_str(), shown.milestones[0].overdue), ("april 2027", false));
    assert_eq!(shown.milestones[0].done_on.as_deref(), Some("20-11-2026"));
    went_on(mark(&official, &done(&opened, 3, " ")).await.unwrap());
    let gone = RemoveMilestoneForm {
        id: id.to_string(),
        milestone: row.id.to_string(),
        version: "4".to_owned(),
        ..Default::default()
    };
    went_on(remove(&official, &gone).await.unwrap());
    assert_eq!(remove(&official, &gone).await.unwrap_err(), AppError::NotFound);
    assert_eq!(milestone::Entity::find().count(&database.connection).await.unwrap(), 0);

    let page = show(&official, id).await.unwrap();
    let told: Vec<Event> = page.timeline.iter().map(|entry| entry.event).collect();
    let expected = [
        Event::MilestoneRemoved,
        Event::MilestoneReopened,
        Event::MilestoneDone,
        Event::MilestoneChanged,
        Event::MilestoneAdded,
        Event::Created,
    ];
    assert_eq!(told, expected);
    let moved: Vec<(&str, &str)> =
        page.timeline[3].changes.iter().map(|change| (&*change.before, &*change.after)).collect();
    assert_eq!(moved, [("", "Vergunning verleend"), ("1e kwartaal 2027", "april 2027")]);
    // The commitment itself is still the one that its parties know.
    assert_eq!(page.version, 1);
});

on_both_databases!(what_is_wrong_is_told_and_nothing_is_saved, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    for (title, due, field) in
        [("", "Q1 2027", "title"), ("Stap", "", "due"), ("Stap", "elk jaar", "due"), ("Stap", "Q4 2027", "due")]
    {
        let rejection = rejected(add(&official, &form(id, title, due)).await.unwrap());
        assert_eq!((fields(&rejection), rejection.status), (vec![field], 422), "{title} {due}");
    }
    let late = rejected(add(&official, &form(id, "Stap", "2027")).await.unwrap()).problems.remove(0).message;
    assert!(late.contains("3e kwartaal 2027") && late.contains("30-09-2027"), "{late}");

    went_on(add(&official, &form(id, "Stap", "Q3 2027")).await.unwrap());
    let row = only_one(database).await;
    let opened = edit_form(&official, id, row.id).await;
    for wrong in ["22-11-2026", "november 2026"] {
        let rejection = rejected(mark(&official, &done(&opened, 1, wrong)).await.unwrap());
        assert_eq!(fields(&rejection), ["done_on"]);
    }
    assert_eq!(only_one(database).await, row);
    // Somebody else's milestone is none of this commitment.
    let other = saved(create(&official, &filled(database).await).await.unwrap());
    let elsewhere = MilestoneForm { id: other.to_string(), ..opened };
    assert_eq!(change(&official, &elsewhere).await.unwrap_err(), AppError::NotFound);
    assert_eq!(one(&official, other, row.id).await.unwrap_err(), AppError::NotFound);
});

on_both_databases!(a_commitment_has_only_so_many, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    for number in 0..MILESTONES_MAX {
        went_on(add(&official, &form(id, &format!("Stap {number}"), "2026")).await.unwrap());
    }
    let rejection = rejected(add(&official, &form(id, "Nog een", "2026")).await.unwrap());
    assert_eq!(fields(&rejection), ["title"]);
});

on_both_databases!(the_second_to_save_sees_both_versions, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let lead = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    went_on(add(&official, &form(id, "Grond gekocht", "Q1 2027")).await.unwrap());
    let opened = edit_form(&official, id, only_one(database).await.id).await;
    went_on(change(&lead, &MilestoneForm { title: "Grond verworven".to_owned(), ..opened.clone() }).await.unwrap());

    let mine = MilestoneForm { title: "Grond in erfpacht".to_owned(), ..opened.clone() };
    let conflict = rejected(change(&official, &mine).await.unwrap()).conflict.unwrap();
    assert_eq!((conflict.version, conflict.fields.len()), (2, 1));
    assert_eq!(
        (conflict.fields[0].saved.as_str(), conflict.fields[0].yours.as_str()),
        ("Grond verworven", "Grond in erfpacht")
    );
    for reply in [
        mark(&official, &done(&opened, 1, "20-11-2026")).await.unwrap(),
        remove(
            &official,
            &RemoveMilestoneForm {
                id: opened.id.clone(),
                milestone: opened.milestone.clone(),
                version: "1".to_owned(),
                ..Default::default()
            },
        )
        .await
        .unwrap(),
    ] {
        assert_eq!(rejected(reply).status, 409);
    }
    went_on(change(&official, &MilestoneForm { conflict_version: "2".to_owned(), ..mine }).await.unwrap());
    assert_eq!(only_one(database).await.title, "Grond in erfpacht");

    // One that is late does not vanish without a word.
    went_on(add(&official, &form(id, "Tekening", "Q1 2026")).await.unwrap());
    let late = milestone::Entity::find().filter(milestone::Column::Title.eq("Tekening"));
    let late = late.one(&database.connection).await.unwrap().unwrap();
    let mut gone = RemoveMilestoneForm {
        id: id.to_string(),
        milestone: late.id.to_string(),
        version: "1".to_owned(),
        reason: " ".to_owned(),
    };
    assert_eq!(rejected(remove(&official, &gone).await.unwrap()).problems[0].field, "reason");
    gone.reason = "Overgedaan aan de gemeente".to_owned();
    went_on(remove(&official, &gone).await.unwrap());

    // Nor does a milestone stand in the way of who is changing the commitment.
    let commitment = form_to_change(&official, id).await;
    went_on(add(&lead, &form(id, "Start bouw", "Q2 2027")).await.unwrap());
    let text = CommitmentForm { title: "Vierentwintig hofwoningen".to_owned(), ..commitment };
    saved(change_commitment(&official, &text).await.unwrap());
});

on_both_databases!(rights_are_those_of_the_commitment, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    went_on(add(&official, &form(id, "Stap", "2026")).await.unwrap());
    let row = only_one(database).await;
    let opened = edit_form(&official, id, row.id).await;
    let stranger = request_of(database, "Huurdersraad Brinkerdam", Role::Staff).await;
    let partner = request_of(database, "Zorggroep De Kade", Role::Staff).await;
    for (who, error) in [(&stranger, AppError::NotFound), (&partner, AppError::Forbidden)] {
        let gone = RemoveMilestoneForm {
            id: id.to_string(),
            milestone: row.id.to_string(),
            version: "1".to_owned(),
            ..Default::default()
        };
        let title = MilestoneForm { title: "Anders".to_owned(), ..opened.clone() };
        assert_eq!(add(who, &form(id, "Nog een", "2026")).await.unwrap_err(), error);
        assert_eq!(change(who, &title).await.unwrap_err(), error);
        assert_eq!(mark(who, &done(&opened, 1, "20-11-2026")).await.unwrap_err(), error);
        assert_eq!(remove(who, &gone).await.unwrap_err(), error);
    }
    assert_eq!(page(&stranger, id).await.unwrap_err(), AppError::NotFound);
    assert_eq!(one(&stranger, id, row.id).await.unwrap_err(), AppError::NotFound);
    let seen = page(&partner, id).await.unwrap();
    assert!(!seen.may.edit && !seen.may.report && seen.milestones.len() == 1);
    assert_eq!(only_one(database).await, row);
});

on_both_databases!(a_commitment_that_is_gone_takes_its_milestones_along, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    went_on(add(&official, &form(id, "Stap", "2026")).await.unwrap());
    let opened = edit_form(&official, id, only_one(database).await.id).await;
    commitment::Entity::delete_by_id(id).exec(&database.connection).await.unwrap();
    assert_eq!(milestone::Entity::find().count(&database.connection).await.unwrap(), 0);
    assert_eq!(add(&official, &form(id, "Nog een", "2026")).await.unwrap_err(), AppError::NotFound);
    assert_eq!(change(&official, &opened).await.unwrap_err(), AppError::NotFound);
    assert_eq!(mark(&official, &done(&opened, 1, "20-11-2026")).await.unwrap_err(), AppError::NotFound);
});

on_both_databases!(late_ones_are_those_of_open_commitments_that_one_may_see, async |database| {
    load_region(database).await;
    let lead = organisation_id(database, "Stichting Plaswonen").await;
    let sample = |life_cycle, lead| Sample { life_cycle, municipality: None, published: false, lead, partner: None };
    let open = insert(database, 1, sample(LifeCycle::Proposed, Some(lead))).await;
    let concept = insert(database, 2, sample(LifeCycle::Draft, Some(lead))).await;
    let closed = insert(database, 3, sample(LifeCycle::Lapsed, Some(lead))).await;
    let of_others = insert(database, 4, sample(LifeCycle::Proposed, None)).await;
    let official = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let transaction = begin_write(database).await.unwrap();
    for commitment in [open, concept, closed, of_others] {
        for (title, due, done_on) in [
            ("Te laat", Period::Month { year: 2026, month: 10 }, None),
            ("Gereed", Period::Month { year: 2026, month: 9 }, Some(official.today())),
            ("Loopt nog", Period::Month { year: 2026, month: 11 }, None),
        ] {
            let milestone = Milestone { title: title.to_owned(), due, done_on, note: None };
            insert_milestone(&transaction, commitment, &milestone, &Author::of(&official)).await.unwrap();
        }
    }
    transaction.commit().await.unwrap();

    let late = overdue(&database.connection, led_by(&official, lead), official.today(), 25).await.unwrap().0;
    let of: Vec<Uuid> = late.iter().map(|line| line.commitment).collect();
    assert_eq!((of, late[0].title.as_str()), (vec![open, concept], "Te laat"));
    assert_eq!((late[0].due.as_str(), late[0].commitment_label.as_str()), ("oktober 2026", "T-001 Afspraak 1"));
    // The rule in Rust says the same of every line.
    for commitment in [open, concept, closed, of_others] {
        let aanjager = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
        let lines = page(&aanjager, commitment).await.unwrap().milestones;
        let titles: Vec<&str> = lines.iter().map(|line| line.title.as_str()).collect();
        assert_eq!(titles, ["Gereed", "Te laat", "Loopt nog"]);
        let overdue: Vec<bool> = lines.iter().map(|line| line.overdue).collect();
        assert_eq!(overdue, [false, commitment != closed, false]);
    }
    let stranger = request_of(database, "Huurdersraad Brinkerdam", Role::Reader).await;
    let late = overdue(&database.connection, led_by(&stranger, lead), stranger.today(), 25).await.unwrap().0;
    assert_eq!(late.iter().map(|line| line.commitment).collect::<Vec<_>>(), [open]);

    // Also when the state changes by another way than this program's.
    let update = commitment::Entity::update_many()
        .col_expr(commitment::Column::LifeCycle, Expr::value(LifeCycle::Completed.code()))
        .filter(commitment::Column::Id.eq(open));
    update.exec(&database.connection).await.unwrap();
    let late = overdue(&database.connection, led_by(&stranger, lead), stranger.today(), 25).await.unwrap().0;
    assert_eq!(late, vec![]);
});

on_both_databases!(a_commitment_does_not_end_before_its_milestones, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    went_on(add(&official, &form(id, "Vergunning", "Q2 2027")).await.unwrap());
    let sooner = CommitmentForm { due: "Q1 2027".to_owned(), ..form_to_change(&official, id).await };
    let rejection = rejected(change_commitment(&official, &sooner).await.unwrap());
    assert_eq!(fields(&rejection), ["due"]);
    assert!(rejection.problems[0].message.contains("Vergunning"), "{rejection:?}");
    let in_time = CommitmentForm { due: "Q2 2027".to_owned(), ..sooner };
    went_on(change_commitment(&official, &in_time).await.unwrap());
});
